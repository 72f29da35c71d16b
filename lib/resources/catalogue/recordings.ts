import { API, between, date, deleteOne, DOCS, getOne, listOf, sid } from './builders';
import type { Operations } from './types';

const RECORDING_DOCS = `${DOCS}voice/api/recording`;
const TRANSCRIPTION_DOCS = `${DOCS}voice/api/recording-transcription`;

/** Recordings of calls. */
export const recordings = {
  list: listOf(
    `${API}/Recordings.json`,
    'recordings',
    RECORDING_DOCS,
    { name: 'callSid', type: 'sid', prefix: 'CA' },
    { name: 'conferenceSid', type: 'sid', prefix: 'CF' },
    date('createdOn', 'DateCreated'),
    ...between('createdBefore', 'createdAfter', 'DateCreated', 'dateCreated'),
  ),
  get: getOne(`${API}/Recordings/{sid}.json`, 'RE', RECORDING_DOCS),
  fetch: {
    method: 'get',
    path: `${API}/Recordings/{sid}.{format}`,
    result: 'file',
    parameters: [
      sid('RE'),
      { name: 'format', type: 'choice', choices: ['mp3', 'wav'], required: true, inPath: true },
      { name: 'requestedChannels', type: 'choice', choices: ['1', '2'] },
    ],
    docs: RECORDING_DOCS,
  },
  delete: deleteOne(`${API}/Recordings/{sid}.json`, 'RE', RECORDING_DOCS),
} as const satisfies Operations;

/** Transcriptions of recordings. */
export const transcriptions = {
  list: listOf(`${API}/Transcriptions.json`, 'transcriptions', TRANSCRIPTION_DOCS),
  get: getOne(`${API}/Transcriptions/{sid}.json`, 'TR', TRANSCRIPTION_DOCS),
  delete: deleteOne(`${API}/Transcriptions/{sid}.json`, 'TR', TRANSCRIPTION_DOCS),
} as const satisfies Operations;
