import { API, DOCS, httpMethod, post, sid } from './builders';
import type { Operations } from './types';

const STREAM_DOCS = `${DOCS}voice/api/stream-resource`;

/** Media Streams of a call. */
export const streams = {
  start: post(`${API}/Calls/{callSid}/Streams.json`, STREAM_DOCS, [
    sid('CA', 'callSid'),
    { name: 'url', type: 'socket', required: true },
    { name: 'name', type: 'text' },
    { name: 'track', type: 'choice', choices: ['inbound_track', 'outbound_track', 'both_tracks'] },
    { name: 'statusCallback', type: 'url' },
    httpMethod('statusCallbackMethod'),
  ]),
  stop: post(`${API}/Calls/{callSid}/Streams/{sid}.json`, STREAM_DOCS, [sid('CA', 'callSid'), sid('MZ')], {
    fixed: { Status: 'stopped' },
  }),
} as const satisfies Operations;
