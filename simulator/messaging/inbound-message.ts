import type { ApiError } from '../core/api-error';
import { isHttpUrl, MAX_MEDIA } from './media';
import { ownNumber, smsUrl } from '../numbering/own-numbers';
import { placeOf } from '../numbering/areas';
import { readMessagingTwiml, TwimlError, type MessagingTwiml, type MessagingVerb } from '../protocol/twiml';
import { API_VERSION, type ArrivingMessage, type SimulatorContext } from '../model/context';
import { lengthOf, MAX_BODY, recipientError, senderError } from './checks';
import { optOutTypeOf } from './opt-outs';
import { sendMessage } from './outbound-message';
import { bareAddress, createMessage, tidyAddress, touchMessage } from './message';
import { whatsAppParams } from './whatsapp';
import type { LogLine } from '../core/request-log';
import type { NumberRecord } from '../model/numbers';
import type { FormPairs, WebhookResult } from '../model/webhooks';
import type { MessageRecord } from '../model/message-records';

const MAX_REDIRECTS = 10;

/**
 * A message reaches an own number: it is put on the shelf, reserved words are heard, the number's webhook is posted,
 * and the TwiML that answers is obeyed. What goes wrong with the webhook is noted on the message. Resolves after all of
 * that; never rejects.
 *
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export async function arrive(world: SimulatorContext, message: ArrivingMessage): Promise<MessageRecord> {
  const record = createMessage(world, { ...message, direction: 'inbound', status: 'received' });
  const isSms = record.view.channel === 'sms';
  const heard = isSms ? world.optOuts.hear(message.to, message.from, message.body) : undefined;
  if (!isSms) world.sessions.hear(message.to, message.from);
  if (heard?.reply !== undefined) {
    // Sent by Twilio itself, so the opt-out that it confirms does not stop it.
    sendMessage(world, {
      from: message.to,
      to: message.from,
      body: heard.reply,
      media: [],
      direction: 'outbound-reply',
    });
  }
  const number = ownNumber(world, bareAddress(message.to));
  const url = number === undefined ? '' : smsUrl(world, number);
  const problem = number === undefined || url === '' ? noWebhook : await callWebhook(world, record, number, url);
  if (problem !== undefined) {
    record.view.errorCode = problem.code;
    record.view.errorMessage = problem.message;
    touchMessage(world, record);
  }
  return record;
}

/** What went wrong with a webhook, with the code that Twilio's debugger would show. */
interface Problem {
  code: number;
  message: string;
}

/** Twilio says nothing here. A person who waits for an answer is told. */
const noWebhook: Problem = { code: 11200, message: 'HTTP retrieval failure: the number has no URL for messages' };

/** Calls the number's webhook, and where that fails its fallback. Returns what went wrong with the last one called. */
async function callWebhook(
  world: SimulatorContext,
  record: MessageRecord,
  number: NumberRecord,
  url: string,
): Promise<Problem | undefined> {
  const params = messageParams(world, record);
  const { sms_method, sms_fallback_url, sms_fallback_method } = number.settings;
  const failed = await ask(world, record, { url, method: sms_method }, params);
  if (failed === undefined || sms_fallback_url === '') return failed;
  // https://www.twilio.com/docs/usage/security/availability-reliability
  return ask(world, record, { url: sms_fallback_url, method: sms_fallback_method }, [
    ...params,
    ['ErrorCode', String(failed.code)],
    ['ErrorUrl', failed.url],
  ]);
}

/** Posts the webhook and obeys the answer, Redirects included. Returns what went wrong, if something did. */
async function ask(
  world: SimulatorContext,
  record: MessageRecord,
  first: { url: string; method: string },
  params: FormPairs,
): Promise<(Problem & { url: string }) | undefined> {
  let next: { url: string; method: string } | undefined = first;
  for (let redirects = 0; next !== undefined; redirects += 1) {
    const result: WebhookResult = await world.sender.send({ ...next, params });
    if (!result.ok) return result;
    let twiml: MessagingTwiml;
    try {
      twiml = readMessagingTwiml(result, result.url);
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      result.line.error(`${String(error.code)}: ${error.message}`);
      return { code: error.code, message: error.message, url: result.url };
    }
    next = obey(world, record, twiml.verbs, result.line);
    for (const warning of twiml.warnings) result.line.error(warning);
    if (next !== undefined && redirects >= MAX_REDIRECTS) {
      result.line.error('11215: too many redirects');
      return { code: 11215, message: 'too many redirects', url: result.url };
    }
  }
  return undefined;
}

/** Does what the verbs say. Returns where to go on, when they say so. */
function obey(
  world: SimulatorContext,
  record: MessageRecord,
  verbs: readonly MessagingVerb[],
  line: LogLine,
): { url: string; method: string } | undefined {
  for (const verb of verbs) {
    if (verb.verb === 'Redirect') return { url: verb.url, method: verb.method };
    const wrong = reply(world, record, verb);
    if (wrong !== undefined) line.error(wrong);
  }
  return undefined;
}

/** Sends one `<Message>`. Returns what is wrong with it, when it cannot be sent. */
function reply(
  world: SimulatorContext,
  record: MessageRecord,
  verb: MessagingVerb & { verb: 'Message' },
): string | undefined {
  const to = verb.to === undefined ? record.view.from : tidyAddress(verb.to);
  const from = verb.from === undefined ? record.view.to : tidyAddress(verb.from);
  if (verb.body === '' && verb.media.length === 0) return '14103: Message Invalid Body: it has neither text nor media';
  if (lengthOf(verb.body) > MAX_BODY) {
    return `14103: Message Invalid Body: longer than ${String(MAX_BODY)} characters`;
  }
  if (verb.media.length > MAX_MEDIA || !verb.media.every(isHttpUrl)) return '21620: Invalid media URL(s)';
  const wrongTo = recipientError(to);
  if (wrongTo !== undefined) return described(wrongTo, 21211, "14101: Message Invalid 'to' attribute");
  const wrongFrom = senderError(world, from, to);
  if (wrongFrom !== undefined) return described(wrongFrom, 21606, "14102: Message Invalid 'from' attribute");
  if (!world.replies.allow(from, to)) return '14107: Message rate limit exceeded: a loop of replies was stopped';
  sendMessage(world, {
    from,
    to,
    body: verb.body,
    media: verb.media,
    direction: 'outbound-reply',
    statusCallback: verb.statusCallback,
  });
  return undefined;
}

function described(error: ApiError, code: number, words: string): string {
  return error.code === code ? `${words}: ${error.message}` : `${String(error.code)}: ${error.message}`;
}

function messageParams(world: SimulatorContext, record: MessageRecord): FormPairs {
  const { view } = record;
  const from = bareAddress(view.from);
  const home = placeOf(from);
  const own = placeOf(bareAddress(view.to));
  const params: [string, string][] =
    view.channel === 'whatsapp'
      ? whatsAppParams(view)
      : [
          ['ToCountry', own.country],
          ['ToState', own.state],
          ['ToCity', own.city],
          ['ToZip', own.zip],
          ['FromCountry', home.country],
          ['FromState', home.state],
          ['FromCity', home.city],
          ['FromZip', home.zip],
        ];
  const optOut = world.advancedOptOut && view.channel === 'sms' ? optOutTypeOf(view.body) : undefined;
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
    ['AccountSid', world.accountSid],
    ['From', view.from],
    ['ApiVersion', API_VERSION],
  );
  view.media.forEach((media, index) => {
    params.push([`MediaUrl${String(index)}`, media.url], [`MediaContentType${String(index)}`, media.contentType]);
  });
  return params;
}
