import { isHttpUrl, mostMedia } from '../media';
import { isE164, tidyNumber } from '../phone-numbers';
import { SimulatorInputError, type PersonMessage } from '../types';
import type { ArrivingMessage, World } from '../world';
import { lengthOf, longestBody } from './checks';
import { bareAddress, channelOf } from './record';

/**
 * The fields of a text that a person sends, out of something of which nothing is certain.
 * @throws SimulatorInputError with a sentence for that person
 */
export function readPersonFields(given: unknown): PersonMessage {
  if (typeof given !== 'object' || given === null) {
    throw new SimulatorInputError('A message is an object with from, to and body or media.');
  }
  const { from, to, body, media, channel }: Partial<Record<keyof PersonMessage, unknown>> = given;
  if (typeof from !== 'string') throw new SimulatorInputError('"from" must be the phone number of a person.');
  if (typeof to !== 'string') throw new SimulatorInputError('"to" must be one of the account\'s own numbers.');
  if (body !== undefined && body !== null && typeof body !== 'string') {
    throw new SimulatorInputError('"body" must be text.');
  }
  if (channel !== undefined && channel !== null && channel !== 'sms' && channel !== 'whatsapp') {
    throw new SimulatorInputError('"channel" must be "sms" or "whatsapp".');
  }
  return { from, to, body: body ?? '', media: readMedia(media), channel: channel ?? channelOf(to) };
}

/**
 * Checks a text that a person sends, as a phone and the network would.
 * @throws SimulatorInputError with a sentence for that person
 */
export function readPersonMessage(world: World, given: unknown): ArrivingMessage {
  const fields = readPersonFields(given);
  const { body = '', media = [], channel = 'sms' } = fields;
  const from = tidyNumber(bareAddress(fields.from));
  const to = tidyNumber(bareAddress(fields.to));
  if (!isE164(from)) {
    throw new SimulatorInputError(`"from" must be a phone number in E.164 form, such as +14155550123, not "${from}".`);
  }
  const own = world.numbers.all().map((number) => number.phoneNumber);
  if (!own.includes(to)) {
    throw new SimulatorInputError(`"to" must be one of the account's own numbers (${own.join(', ')}), not "${to}".`);
  }
  if (from === to) throw new SimulatorInputError('"from" and "to" must differ: a number cannot text itself.');
  if (body === '' && media.length === 0) throw new SimulatorInputError('Write a text, or attach media by its URL.');
  if (lengthOf(body) > longestBody) {
    throw new SimulatorInputError(
      `A text has at most ${String(longestBody)} characters; this one has ${String(lengthOf(body))}.`,
    );
  }
  const prefix = channel === 'whatsapp' ? 'whatsapp:' : '';
  return { from: prefix + from, to: prefix + to, body: wellFormed(body), media: [media].flat() };
}

function readMedia(given: unknown): string[] {
  const list: unknown[] = Array.isArray(given) ? given : given === undefined || given === null ? [] : [given];
  const urls = list.filter((url): url is string => typeof url === 'string').map((url) => url.trim());
  if (urls.length < list.length) throw new SimulatorInputError('"media" must be a URL or a list of URLs.');
  const media = urls.filter((url) => url !== '');
  if (media.length > mostMedia) {
    throw new SimulatorInputError(
      `A message carries at most ${String(mostMedia)} media; this one has ${String(media.length)}.`,
    );
  }
  const wrong = media.find((url) => !isHttpUrl(url));
  if (wrong !== undefined) {
    throw new SimulatorInputError(
      `"media" must be URLs that begin with http:// or https://, not "${wrong.slice(0, 100)}".`,
    );
  }
  return media;
}

/** Half of a surrogate pair cannot be sent; it becomes the replacement character, as in any UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
