import { badRequest, notFound } from '../core/api-error';
import { cancelMessage, sendMessage } from '../messaging/outbound-message';
import { forgetMessage, touchMessage } from '../messaging/message';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { readCreate } from './message-create';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { ACCOUNT_PATH, accountUri, resourceRoutes } from './resource-routes';
import type { MessageRecord } from '../model/message-records';
import type { RestCall } from '../model/rest';

/** https://www.twilio.com/docs/messaging/api/message-resource */
export const messageRoutes = resourceRoutes<MessageRecord>({
  product: 'api',
  path: `${ACCOUNT_PATH}/Messages`,
  serialize: ({ context }, record) => messageResource(context, record),
  list: { key: 'messages', records: listMessages },
  create: ({ context, form }) => sendMessage(context, readCreate(context, form)),
  one: { find: (call) => messageOf(call, 'Sid'), update: updateMessage, remove: removeMessage },
});

function listMessages({ context, query }: RestCall): MessageRecord[] {
  const isInRange = dateFilter(query, 'DateSent');
  const to = query.get('To');
  const from = query.get('From');
  return context.messages
    .all()
    .filter(({ view, createdAt, isFromTwilio }) => {
      if (isFromTwilio) return false;
      const sent = view.dateSent === null ? createdAt : Date.parse(view.dateSent);
      return (to === undefined || view.to === to) && (from === undefined || view.from === from) && isInRange(sent);
    })
    .reverse();
}

/** https://www.twilio.com/docs/messaging/api/message-resource#update-a-message-resource */
function updateMessage({ context, form }: RestCall, record: MessageRecord): void {
  const status = form.get('Status');
  const body = form.get('Body');
  if (status !== undefined) {
    if (status !== 'canceled') throw badRequest(20001, `Status '${status}' is not valid; only 'canceled' is`);
    if (!cancelMessage(context, record)) throw badRequest(30409, 'Message has already been sent or canceled');
  }
  if (body !== undefined) {
    if (body !== '') throw badRequest(20001, 'Body can only be updated to an empty string');
    if (isInProgress(record)) throw badRequest(20009, 'Cannot redact message because it is not yet complete');
    record.view.body = '';
    touchMessage(context, record);
  }
}

function removeMessage({ context }: RestCall, record: MessageRecord): void {
  if (isInProgress(record)) throw badRequest(20009, 'Cannot delete this resource before it is complete');
  context.messages.remove(record.sid);
  forgetMessage(context, record);
  context.publish({ type: 'message-removed', item: { sid: record.sid } });
}

/** @throws ApiError 20404 when there is no such message */
export function messageOf(call: RestCall, parameter: string): MessageRecord {
  const record = call.context.messages.get(call.path[parameter] ?? '');
  if (record === undefined || record.isFromTwilio) throw notFound(call.pathname);
  return record;
}

function isInProgress({ view }: MessageRecord): boolean {
  return ['accepted', 'scheduled', 'queued', 'sending'].includes(view.status);
}

function messageResource(context: SimulatorContext, record: MessageRecord): Record<string, unknown> {
  const { view } = record;
  const uri = `${accountUri(context)}/Messages/${view.sid}`;
  // A Messaging Service chooses the sender later.
  const isUnassigned = view.messagingServiceSid !== null && ['accepted', 'scheduled'].includes(view.status);
  return {
    account_sid: context.accountSid,
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
    price: context.usage.priceOf(record),
    price_unit: 'USD',
    sid: view.sid,
    status: view.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: view.to,
    uri: `${uri}.json`,
  };
}
