import { API, between, date, deleteOne, DOCS, getOne, listOf, post, sid } from './builders';
import type { Operations } from './types';

const MESSAGE_DOCS = `${DOCS}messaging/api/message-resource`;
const MEDIA_DOCS = `${DOCS}messaging/api/media-resource`;

/** Messages. */
export const messages = {
  list: listOf(
    `${API}/Messages.json`,
    'messages',
    MESSAGE_DOCS,
    { name: 'to', type: 'text' },
    { name: 'from', type: 'text' },
    date('sentOn', 'DateSent'),
    ...between('sentBefore', 'sentAfter', 'DateSent', 'dateSent'),
  ),
  get: getOne(`${API}/Messages/{sid}.json`, '', MESSAGE_DOCS),
  cancel: post(`${API}/Messages/{sid}.json`, `${DOCS}messaging/features/message-scheduling`, [sid('')], {
    fixed: { Status: 'canceled' },
  }),
  redact: post(`${API}/Messages/{sid}.json`, MESSAGE_DOCS, [sid('')], { fixed: { Body: '' }, confirm: true }),
  delete: deleteOne(`${API}/Messages/{sid}.json`, '', MESSAGE_DOCS),
} as const satisfies Operations;

const MESSAGE_SID = sid('', 'messageSid');

/** The media of a message. */
export const messageMedia = {
  list: listOf(`${API}/Messages/{messageSid}/Media.json`, 'media_list', MEDIA_DOCS, MESSAGE_SID),
  get: getOne(`${API}/Messages/{messageSid}/Media/{sid}.json`, 'ME', MEDIA_DOCS, MESSAGE_SID),
  fetch: {
    method: 'get',
    path: `${API}/Messages/{messageSid}/Media/{sid}`,
    result: 'file',
    parameters: [MESSAGE_SID, sid('ME')],
    docs: MEDIA_DOCS,
  },
  delete: deleteOne(`${API}/Messages/{messageSid}/Media/{sid}.json`, 'ME', MEDIA_DOCS, MESSAGE_SID),
} as const satisfies Operations;
