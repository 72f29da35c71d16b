import { API, between, date, deleteOne, DOCS, getOne, httpMethod, listOf, post, sid } from './builders';
import type { Operations } from './types';

const CALL_DOCS = `${DOCS}voice/api/call-resource`;

/** Calls. */
export const calls = {
  list: listOf(
    `${API}/Calls.json`,
    'calls',
    CALL_DOCS,
    { name: 'to', type: 'text' },
    { name: 'from', type: 'text' },
    {
      name: 'status',
      type: 'choice',
      choices: ['queued', 'ringing', 'in-progress', 'canceled', 'completed', 'failed', 'busy', 'no-answer'],
    },
    { name: 'parentCallSid', type: 'sid', prefix: 'CA' },
    date('startedOn', 'StartTime'),
    ...between('startedBefore', 'startedAfter', 'StartTime', 'startTime'),
  ),
  get: getOne(`${API}/Calls/{sid}.json`, 'CA', CALL_DOCS),
  update: post(`${API}/Calls/{sid}.json`, CALL_DOCS, [
    sid('CA'),
    { name: 'twiml', type: 'text' },
    { name: 'url', type: 'url' },
    httpMethod('method'),
    { name: 'status', type: 'choice', choices: ['canceled', 'completed'] },
    { name: 'fallbackUrl', type: 'url' },
    httpMethod('fallbackMethod'),
    { name: 'statusCallback', type: 'url' },
    httpMethod('statusCallbackMethod'),
    { name: 'timeLimit', type: 'number' },
  ]),
  hangUp: post(`${API}/Calls/{sid}.json`, CALL_DOCS, [sid('CA')], { fixed: { Status: 'completed' } }),
  delete: deleteOne(`${API}/Calls/{sid}.json`, 'CA', CALL_DOCS),
} as const satisfies Operations;
