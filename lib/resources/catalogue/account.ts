import { DOCS, getOne, listOf } from './builders';
import type { Operations } from './types';

const EVENT_DOCS = `${DOCS}usage/monitor-events`;

/** Events of the audit trail. They are read-only. */
export const auditEvents = {
  list: listOf(
    'monitor.twilio.com/v1/Events',
    'events',
    EVENT_DOCS,
    { name: 'eventType', type: 'text' },
    { name: 'resourceSid', type: 'sid', prefix: '' },
    { name: 'sourceIpAddress', type: 'text' },
    { name: 'startDate', type: 'time' },
    { name: 'endDate', type: 'time' },
  ),
  get: getOne('monitor.twilio.com/v1/Events/{sid}', 'AE', EVENT_DOCS),
} as const satisfies Operations;

/** The account itself. */
export const account = {
  get: {
    method: 'get',
    path: 'api.twilio.com/2010-04-01/Accounts/{AccountSid}.json',
    result: 'resource',
    parameters: [],
    docs: `${DOCS}iam/api/account`,
  },
} as const satisfies Operations;
