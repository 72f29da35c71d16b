import { API, deleteOne, DOCS, getOne, httpMethod, listOf, post, sid } from './builders';
import type { Operations, Parameter } from './types';

const QUEUE_DOCS = `${DOCS}voice/api/queue-resource`;
const MEMBER_DOCS = `${DOCS}voice/api/member-resource`;

/** Queues of calls. */
export const queues = {
  list: listOf(`${API}/Queues.json`, 'queues', QUEUE_DOCS),
  get: getOne(`${API}/Queues/{sid}.json`, 'QU', QUEUE_DOCS),
  create: post(`${API}/Queues.json`, QUEUE_DOCS, [
    { name: 'friendlyName', type: 'text', required: true },
    { name: 'maxSize', type: 'number' },
  ]),
  update: post(`${API}/Queues/{sid}.json`, QUEUE_DOCS, [
    sid('QU'),
    { name: 'friendlyName', type: 'text' },
    { name: 'maxSize', type: 'number' },
  ]),
  delete: deleteOne(`${API}/Queues/{sid}.json`, 'QU', QUEUE_DOCS),
} as const satisfies Operations;

/** A call in a queue: its SID, or `Front` for the call that has waited longest. */
const MEMBER: Parameter = { ...sid('CA', 'callSid'), choices: ['Front'] };

/** The calls that wait in a queue. */
export const queueMembers = {
  list: listOf(`${API}/Queues/{queueSid}/Members.json`, 'queue_members', MEMBER_DOCS, sid('QU', 'queueSid')),
  get: {
    method: 'get',
    path: `${API}/Queues/{queueSid}/Members/{callSid}.json`,
    result: 'resource',
    parameters: [sid('QU', 'queueSid'), MEMBER],
    docs: MEMBER_DOCS,
  },
  dequeue: post(`${API}/Queues/{queueSid}/Members/{callSid}.json`, MEMBER_DOCS, [
    sid('QU', 'queueSid'),
    MEMBER,
    { name: 'url', type: 'url', required: true },
    httpMethod('method'),
  ]),
} as const satisfies Operations;
