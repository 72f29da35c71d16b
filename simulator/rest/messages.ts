import { badRequest, notFound } from '../core/api-error';
import { cancelMessage, sendMessage } from '../messaging/outbound-message';
import { forgetMessage, touchMessage } from '../messaging/message';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { readCreate } from './message-create';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { pageOf } from '../protocol/paging';
import type { Route } from './router';
import type { MessageRecord } from '../model/message-records';
import type { RestCall } from '../model/rest';

const LIST_PATH = '/2010-04-01/Accounts/{AccountSid}/Messages.json';
const ONE_PATH = '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json';

/** https://www.twilio.com/docs/messaging/api/message-resource */
export const messageRoutes: readonly Route[] = [
  {
    method: 'POST',
    product: 'api',
    path: LIST_PATH,
    answer({ world, form }) {
      const record = sendMessage(world, readCreate(world, form));
      return { status: 201, body: messageResource(world, record) };
    },
  },
  {
    method: 'GET',
    product: 'api',
    path: LIST_PATH,
    answer(call) {
      const { world, query } = call;
      const inTime = dateFilter(query, 'DateSent');
      const to = query.get('To');
      const from = query.get('From');
      const records = world.messages.all().filter(({ view, createdAt, foreign }) => {
        if (foreign) return false;
        const sent = view.dateSent === null ? createdAt : Date.parse(view.dateSent);
        return (to === undefined || view.to === to) && (from === undefined || view.from === from) && inTime(sent);
      });
      const body = pageOf(call, 'messages', records.reverse(), (record) => messageResource(world, record));
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    product: 'api',
    path: ONE_PATH,
    answer: (call) => ({ status: 200, body: messageResource(call.world, messageOf(call, 'Sid')) }),
  },
  {
    method: 'POST',
    product: 'api',
    path: ONE_PATH,
    answer(call) {
      const { world, form } = call;
      const record = messageOf(call, 'Sid');
      const status = form.get('Status');
      const body = form.get('Body');
      if (status !== undefined) {
        if (status !== 'canceled') throw badRequest(20001, `Status '${status}' is not valid; only 'canceled' is`);
        if (!cancelMessage(world, record)) throw badRequest(30409, 'Message has already been sent or canceled');
      }
      if (body !== undefined) {
        if (body !== '') throw badRequest(20001, 'Body can only be updated to an empty string');
        if (isUnderWay(record)) throw badRequest(20009, 'Cannot redact message because it is not yet complete');
        record.view.body = '';
        touchMessage(world, record);
      }
      return { status: 200, body: messageResource(world, record) };
    },
  },
  {
    method: 'DELETE',
    product: 'api',
    path: ONE_PATH,
    answer(call) {
      const { world } = call;
      const record = messageOf(call, 'Sid');
      if (isUnderWay(record)) {
        throw badRequest(20009, 'Cannot delete this resource before it is complete');
      }
      world.messages.remove(record.sid);
      forgetMessage(world, record);
      world.changed({ type: 'message-removed', item: { sid: record.sid } });
      return { status: 204 };
    },
  },
];

/** @throws ApiError 20404 when there is no such message */
export function messageOf(call: RestCall, parameter: string): MessageRecord {
  const record = call.world.messages.get(call.path[parameter] ?? '');
  if (record === undefined || record.foreign) throw notFound(call.pathname);
  return record;
}

function isUnderWay({ view }: MessageRecord): boolean {
  return ['accepted', 'scheduled', 'queued', 'sending'].includes(view.status);
}

function messageResource(world: SimulatorContext, { view }: MessageRecord): Record<string, unknown> {
  const uri = `/${API_VERSION}/Accounts/${world.accountSid}/Messages/${view.sid}`;
  // A Messaging Service chooses the sender when it sends.
  const isUnassigned = view.messagingServiceSid !== null && ['accepted', 'scheduled'].includes(view.status);
  return {
    account_sid: world.accountSid,
    api_version: API_VERSION,
    body: view.body,
    date_created: rfc2822(view.dateCreated),
    date_sent: view.dateSent === null ? null : rfc2822(view.dateSent),
    date_updated: rfc2822(view.dateUpdated),
    direction: view.direction,
    error_code: view.errorCode,
    error_message: view.errorMessage,
    from: isUnassigned ? null : view.from,
    messaging_service_sid: view.messagingServiceSid,
    num_media: String(view.media.length),
    num_segments: isUnassigned ? '0' : String(view.numSegments),
    price: null,
    price_unit: 'USD',
    sid: view.sid,
    status: view.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: view.to,
    uri: `${uri}.json`,
  };
}
