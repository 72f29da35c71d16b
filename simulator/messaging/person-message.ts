import { readFile, isHttpUrl, MAX_MEDIA, MAX_MEDIA_BYTES, SAMPLE_NAMES } from './media';
import { isE164, normalizeNumber } from '../numbering/phone-numbers';
import type { PersonMessage } from '../model/simulator';
import type { InboundMessage, SimulatorContext } from '../model/context';
import { lengthOf, MAX_BODY_LENGTH } from './checks';
import { stripChannel, channelOf } from './message';
import { hasWhatsAppFields, isContent, isUserId, readWhatsApp } from './whatsapp';
import { SimulatorInputError } from '../core/input-error';

/**
 * Validates the fields of a message of a person.
 * @throws SimulatorInputError
 */
export function readPersonFields(given: unknown): PersonMessage {
  if (typeof given !== 'object' || given === null) {
    throw new SimulatorInputError('Send a message as an object with from, to, and body or media.');
  }
  const fields: Partial<Record<keyof PersonMessage, unknown>> = given;
  const { from, to, body, media, channel } = fields;
  if (typeof from !== 'string') throw new SimulatorInputError('"from" must be the phone number of a person.');
  if (typeof to !== 'string') throw new SimulatorInputError('"to" must be one of the account\'s own numbers.');
  if (body !== undefined && body !== null && typeof body !== 'string') {
    throw new SimulatorInputError('"body" must be text.');
  }
  if (channel !== undefined && channel !== null && channel !== 'sms' && channel !== 'whatsapp') {
    throw new SimulatorInputError('"channel" must be "sms" or "whatsapp".');
  }
  const isWhatsApp = [from, to].some((address) => channelOf(address.trim()) === 'whatsapp');
  const read: PersonMessage = {
    from,
    to,
    body: body ?? '',
    media: readMedia(media),
    channel: channel ?? (isWhatsApp ? 'whatsapp' : 'sms'),
    ...readWhatsApp(fields),
  };
  return read;
}

/**
 * Validates a message of a person, as a phone and the network do.
 * @throws SimulatorInputError
 */
export function readPersonMessage(context: SimulatorContext, given: unknown): InboundMessage {
  const fields = readPersonFields(given);
  const { media = [], channel = 'sms' } = fields;
  const whatsApp = readWhatsApp({ ...fields });
  // The phone shows the title of the button or list item as the text.
  const body = fields.body === '' ? (whatsApp.button?.text ?? whatsApp.list?.title ?? '') : (fields.body ?? '');
  const from = normalizeNumber(stripChannel(fields.from.trim()));
  const to = normalizeNumber(stripChannel(fields.to.trim()));
  if (channel === 'sms' && hasWhatsAppFields(whatsApp)) {
    throw new SimulatorInputError(
      `Only a WhatsApp message can have ${Object.keys(whatsApp).join(' and ')}: set "channel" to "whatsapp".`,
    );
  }
  if (!isE164(from) && !(channel === 'whatsapp' && isUserId(from))) {
    throw new SimulatorInputError(`"from" must be a phone number in E.164 form, such as +14155550123, not "${from}".`);
  }
  const own = context.numbers.all().map((number) => number.phoneNumber);
  if (!own.includes(to)) {
    throw new SimulatorInputError(`"to" must be one of the account's own numbers (${own.join(', ')}), not "${to}".`);
  }
  if (from === to) throw new SimulatorInputError('"from" and "to" must differ: a number cannot text itself.');
  if (body === '' && media.length === 0 && !isContent(whatsApp))
    throw new SimulatorInputError('Set "body" or "media".');
  if (lengthOf(body) > MAX_BODY_LENGTH) {
    throw new SimulatorInputError(
      `A message has at most ${String(MAX_BODY_LENGTH)} characters; this one has ${String(lengthOf(body))}.`,
    );
  }
  const prefix = channel === 'whatsapp' ? 'whatsapp:' : '';
  if (whatsApp.repliedTo !== undefined) {
    const original = context.messages.get(whatsApp.repliedTo.messageSid);
    whatsApp.repliedTo = { from: original?.view.from ?? prefix + to, ...whatsApp.repliedTo };
  }
  return { from: prefix + from, to: prefix + to, body: wellFormed(body), media: [media].flat(), whatsApp };
}

function readMedia(given: unknown): string[] {
  const list: unknown[] = Array.isArray(given) ? given : given === undefined || given === null ? [] : [given];
  const urls = list.filter((url): url is string => typeof url === 'string').map((url) => url.trim());
  if (urls.length < list.length) throw new SimulatorInputError('"media" must be a URL or a list of URLs.');
  const media = urls.filter((url) => url !== '');
  if (media.length > MAX_MEDIA) {
    throw new SimulatorInputError(
      `A message has at most ${String(MAX_MEDIA)} media; this one has ${String(media.length)}.`,
    );
  }
  for (const given of media) {
    const file = readFile(given);
    if (file === undefined && !isHttpUrl(given)) {
      throw new SimulatorInputError(
        `"media" must be URLs that begin with http:// or https://, data: URLs, or one of ${SAMPLE_NAMES.join(', ')}, ` +
          `not "${given.slice(0, 100)}".`,
      );
    }
    if (file !== undefined && file.bytes.length > MAX_MEDIA_BYTES) {
      throw new SimulatorInputError('One of the media is too large: at most 5 MB each.');
    }
  }
  return media;
}

/** Replaces unpaired surrogates, which UTF-8 cannot encode, with U+FFFD. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
