import { badRequest } from '../core/api-error';
import { isHttpUrl, MAX_MEDIA } from '../messaging/media';
import { lengthOf, MAX_BODY_LENGTH, recipientError, senderError } from '../messaging/checks';
import type { OutboundMessage } from '../messaging/outbound-message';
import { renderTemplate, type RenderedTemplate } from '../messaging/templates';
import { stripChannel, channelOf, normalizeAddress } from '../messaging/message';
import type { SimulatorContext } from '../model/context';
import type { Params } from '../model/rest';

const MIN_SCHEDULE_MS = 300_000;
const MAX_SCHEDULE_MS = 35 * 24 * 3_600_000;

/**
 * Checks a request for a new message. Like the API, ignores unknown parameters.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 *
 * @throws ApiError with Twilio's error code
 */
export function readCreate(context: SimulatorContext, form: Params): OutboundMessage {
  const to = normalizeAddress(form.get('To') ?? '');
  if (to === '') throw badRequest(21604, "A 'To' phone number is required.");
  const given = normalizeAddress(form.get('From') ?? '');
  const inFrom = given.startsWith('MG') ? given : undefined;
  const service = [form.get('MessagingServiceSid'), inFrom].find((sid) => sid !== undefined && sid !== '');
  if (given === '' && service === undefined) throw badRequest(21603, "A 'From' phone number is required.");
  if (service !== undefined && context.messagingServices.get(service) === undefined) {
    throw badRequest(21701, `The Messaging Service does not exist: ${service}`);
  }

  const content = readContent(context, form);
  const statusCallback = form.get('StatusCallback');
  if (statusCallback !== undefined && statusCallback !== '' && !isHttpUrl(statusCallback)) {
    throw badRequest(21609, `The 'StatusCallback' URL ${statusCallback} is not a valid URL.`);
  }
  const validity = form.get('ValidityPeriod');
  if (validity !== undefined && !(/^\d+$/.test(validity) && Number(validity) >= 1 && Number(validity) <= 36_000)) {
    throw badRequest(21621, `ValidityPeriod must be from 1 to 36000 seconds: ${validity}`);
  }
  const sendAt = readSendAt(context, form, service);

  const toError = recipientError(to);
  if (toError !== undefined) throw toError;
  const from = given === '' || inFrom !== undefined ? chooseSender(context, to) : given;
  const fromError = senderError(context, from, to, service !== undefined);
  if (fromError !== undefined) throw fromError;

  return {
    from,
    to,
    ...content,
    direction: 'outbound-api',
    messagingServiceSid: service,
    statusCallback: statusCallback ? { url: statusCallback, method: 'POST' } : undefined,
    smartEncoded: form.get('SmartEncoded') === 'true',
    sendAt,
  };
}

function readContent(context: SimulatorContext, form: Params): RenderedTemplate & { template: boolean } {
  const template = readTemplate(context, form);
  // A template replaces Body and MediaUrl.
  const body = template?.body ?? form.get('Body') ?? '';
  const media = template?.media ?? form.all('MediaUrl').filter((url) => url !== '');
  if (body === '' && media.length === 0 && template === undefined) {
    throw badRequest(21619, 'A Message Body, Media URL or Content SID is required.');
  }
  if (lengthOf(body) > MAX_BODY_LENGTH) {
    throw badRequest(21617, 'The concatenated message body exceeds the 1600 character limit');
  }
  if (media.length > MAX_MEDIA) throw badRequest(21623, 'Number of media files exceeds allowed limit');
  if (!media.every(isHttpUrl)) throw badRequest(21620, 'Invalid media URL(s)');
  return { ...template, body, media, template: template !== undefined };
}

/** https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder */
function readTemplate(context: SimulatorContext, form: Params): RenderedTemplate | undefined {
  const contentSid = form.get('ContentSid') ?? '';
  const variables = form.get('ContentVariables');
  const template = context.templates.get(contentSid);
  if (template !== undefined) return renderTemplate(template, variables);
  if (contentSid !== '') throw badRequest(21655, `The ContentSid ${contentSid} is Invalid`);
  if (variables === undefined) return undefined;
  if (!isJsonObject(variables)) throw badRequest(21656, 'The ContentVariables parameter is invalid');
  throw badRequest(21654, 'A ContentSid must be specified if ContentVariables are provided in the request');
}

/** https://www.twilio.com/docs/messaging/features/message-scheduling */
function readSendAt(context: SimulatorContext, form: Params, service: string | undefined): number | undefined {
  const sendAt = form.get('SendAt');
  const type = form.get('ScheduleType');
  if (sendAt === undefined && type === undefined) return undefined;
  if (type !== undefined && type !== 'fixed') {
    throw badRequest(35126, `The ScheduleType value provided is not supported for this channel: ${type}`);
  }
  if (sendAt === undefined) throw badRequest(35111, 'SendAt timestamp is missing');
  if (service === undefined) throw badRequest(35118, 'MessagingServiceSid is required to schedule a message');
  const at = Date.parse(sendAt);
  const wait = at - context.timers.now();
  if (Number.isNaN(at) || wait < MIN_SCHEDULE_MS || wait > MAX_SCHEDULE_MS) {
    throw badRequest(35115, `Scheduling does not support this timestamp: ${sendAt}`);
  }
  return at;
}

/** Chooses the sender of a Messaging Service: the first number with the same country, or any number. */
function chooseSender(context: SimulatorContext, to: string): string {
  const own = context.numbers.all().map((number) => number.phoneNumber);
  const country = (number: string): string => (number.startsWith('+1') ? '+1' : number.slice(0, 3));
  const recipient = stripChannel(to);
  const chosen =
    own.find((number) => number !== recipient && country(number) === country(recipient)) ??
    own.find((number) => number !== recipient);
  if (chosen === undefined)
    throw badRequest(21703, 'The Messaging Service does not have a phone number available to send a message');
  return channelOf(to) === 'whatsapp' ? `whatsapp:${chosen}` : chosen;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
