import type { ApiError } from '../core/api-error';
import { isHttpUrl, MAX_MEDIA } from './media';
import { ownNumber, smsUrl } from '../numbering/own-numbers';
import { placeOf } from '../numbering/areas';
import { readMessagingTwiml, TwimlError, type MessagingTwiml, type MessagingVerb } from '../protocol/twiml';
import { API_VERSION, type InboundMessage, type SimulatorContext } from '../model/context';
import { lengthOf, MAX_BODY_LENGTH, recipientError, senderError } from './checks';
import { optOutTypeOf } from './opt-outs';
import { sendMessage } from './outbound-message';
import { stripChannel, createMessage, normalizeAddress, touchMessage } from './message';
import { externalUserId } from './whatsapp';
import { whatsAppParams } from './whatsapp-params';
import type { LogLine } from '../core/request-log';
import type { NumberRecord } from '../model/numbers';
import type { FormPairs, WebhookResult } from '../model/webhooks';
import type { MessageRecord } from '../model/message-records';

const MAX_REDIRECTS = 10;

/**
 * An own number receives a message: handles keywords, sends the webhook of the number and runs the TwiML. The message gets
 * the error of a failed webhook. Never rejects.
 *
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export async function receiveMessage(context: SimulatorContext, message: InboundMessage): Promise<MessageRecord> {
  const record = createMessage(context, { ...message, direction: 'inbound', status: 'received' });
  const isSms = record.view.channel === 'sms';
  const keyword = isSms ? context.optOuts.handle(message.to, message.from, message.body) : undefined;
  if (!isSms) context.serviceWindows.open(message.to, message.from);
  if (keyword?.reply !== undefined) {
    // Not checked for opt-outs: Twilio sends this reply itself.
    sendMessage(context, {
      from: message.to,
      to: message.from,
      body: keyword.reply,
      media: [],
      direction: 'outbound-reply',
    });
  }
  const number = ownNumber(context, stripChannel(message.to));
  const url = number === undefined ? '' : smsUrl(context, number);
  const problem = number === undefined || url === '' ? NO_WEBHOOK : await callWebhook(context, record, number, url);
  if (problem !== undefined) {
    record.view.errorCode = problem.code;
    record.view.errorMessage = problem.message;
    touchMessage(context, record);
  }
  return record;
}

/** The error of a webhook, with a code of Twilio's debugger. */
interface Problem {
  code: number;
  message: string;
}

/** Twilio has no error here. The simulator shows one, so that the user knows why there is no reply. */
const NO_WEBHOOK: Problem = { code: 11200, message: 'HTTP retrieval failure: the number has no SMS URL' };

/** Sends the webhook of the number, or the fallback when it fails. Returns the last error, if any. */
async function callWebhook(
  context: SimulatorContext,
  record: MessageRecord,
  number: NumberRecord,
  url: string,
): Promise<Problem | undefined> {
  const params = messageParams(context, record);
  const { sms_method, sms_fallback_url, sms_fallback_method } = number.settings;
  const failed = await requestTwiml(context, record, { url, method: sms_method }, params);
  if (failed === undefined || sms_fallback_url === '') return failed;
  // https://www.twilio.com/docs/usage/security/availability-reliability
  return requestTwiml(context, record, { url: sms_fallback_url, method: sms_fallback_method }, [
    ...params,
    ['ErrorCode', String(failed.code)],
    ['ErrorUrl', failed.url],
  ]);
}

/** Sends the webhook and runs the TwiML, also of Redirects. Returns the error, if any. */
async function requestTwiml(
  context: SimulatorContext,
  record: MessageRecord,
  first: { url: string; method: string },
  params: FormPairs,
): Promise<(Problem & { url: string }) | undefined> {
  let next: { url: string; method: string } | undefined = first;
  for (let redirects = 0; next !== undefined; redirects += 1) {
    const result: WebhookResult = await context.sender.send({ ...next, params });
    if (result.delivery !== undefined && record.view.delivery === undefined) {
      record.view.delivery = result.delivery;
      touchMessage(context, record);
    }
    if (!result.ok) return result;
    let twiml: MessagingTwiml;
    try {
      twiml = readMessagingTwiml(result, result.url);
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      result.line.error(`${String(error.code)}: ${error.message}`);
      return { code: error.code, message: error.message, url: result.url };
    }
    next = runVerbs(context, record, twiml.verbs, result.line);
    for (const warning of twiml.warnings) result.line.error(warning);
    if (next !== undefined && redirects >= MAX_REDIRECTS) {
      result.line.error('11215: too many redirects');
      return { code: 11215, message: 'too many redirects', url: result.url };
    }
  }
  return undefined;
}

/** Runs the verbs. Returns the address of a Redirect, if any. */
function runVerbs(
  context: SimulatorContext,
  record: MessageRecord,
  verbs: readonly MessagingVerb[],
  line: LogLine,
): { url: string; method: string } | undefined {
  for (const verb of verbs) {
    if (verb.verb === 'Redirect') return { url: verb.url, method: verb.method };
    const error = sendReply(context, record, verb);
    if (error !== undefined) line.error(error);
  }
  return undefined;
}

/** Sends a `<Message>`. Returns the error, if any. */
function sendReply(
  context: SimulatorContext,
  record: MessageRecord,
  verb: MessagingVerb & { verb: 'Message' },
): string | undefined {
  const to = verb.to === undefined ? record.view.from : normalizeAddress(verb.to);
  const from = verb.from === undefined ? record.view.to : normalizeAddress(verb.from);
  if (verb.body === '' && verb.media.length === 0) return '14103: Message Invalid Body: no text and no media';
  if (lengthOf(verb.body) > MAX_BODY_LENGTH) {
    return `14103: Message Invalid Body: longer than ${String(MAX_BODY_LENGTH)} characters`;
  }
  if (verb.media.length > MAX_MEDIA || !verb.media.every(isHttpUrl)) return '21620: Invalid media URL(s)';
  const toError = recipientError(to);
  if (toError !== undefined) return describeError(toError, 21211, "14101: Message Invalid 'to' attribute");
  const fromError = senderError(context, from, to);
  if (fromError !== undefined) return describeError(fromError, 21606, "14102: Message Invalid 'from' attribute");
  if (!context.replyLimit.allow(from, to))
    return '14107: Message rate limit exceeded: too many replies between these numbers';
  sendMessage(context, {
    from,
    to,
    body: verb.body,
    media: verb.media,
    direction: 'outbound-reply',
    statusCallback: verb.statusCallback,
  });
  return undefined;
}

function describeError(error: ApiError, code: number, title: string): string {
  return error.code === code ? `${title}: ${error.message}` : `${String(error.code)}: ${error.message}`;
}

function messageParams(context: SimulatorContext, record: MessageRecord): FormPairs {
  const { view } = record;
  const from = stripChannel(view.from);
  const sender = placeOf(from);
  const recipient = placeOf(stripChannel(view.to));
  const params: [string, string][] =
    view.channel === 'whatsapp'
      ? whatsAppParams(view, externalUserId(context, from))
      : [
          ['ToCountry', recipient.country],
          ['ToState', recipient.state],
          ['ToCity', recipient.city],
          ['ToZip', recipient.zip],
          ['FromCountry', sender.country],
          ['FromState', sender.state],
          ['FromCity', sender.city],
          ['FromZip', sender.zip],
        ];
  const optOut = context.advancedOptOut && view.channel === 'sms' ? optOutTypeOf(view.body) : undefined;
  if (optOut !== undefined) params.push(['OptOutType', optOut]);
  params.push(
    ['SmsMessageSid', view.sid],
    ['NumMedia', String(view.media.length)],
    ['SmsSid', view.sid],
    ['SmsStatus', 'received'],
    ['Body', view.body],
    ['To', view.to],
    ['NumSegments', String(view.numSegments)],
    ['MessageSid', view.sid],
    ['AccountSid', context.accountSid],
    ['From', view.from],
    ['ApiVersion', API_VERSION],
  );
  view.media.forEach((media, index) => {
    params.push([`MediaUrl${String(index)}`, media.url], [`MediaContentType${String(index)}`, media.contentType]);
  });
  return params;
}
