import type * as calculatorModule from 'sms-segments-calculator';
import { channelOf } from '../addresses/channel';
import { lazy } from '../lazy';

/** How an SMS is transmitted. https://www.twilio.com/docs/glossary/what-sms-character-limit */
export interface Segments {
  /** `GSM-7` (160 characters, 153 in a longer text) or `UCS-2` (70, 67 in a longer text). */
  encoding: 'GSM-7' | 'UCS-2';
  /** The number of segments. Each one is charged. */
  segments: number;
}

const calculator = lazy<typeof calculatorModule>(__filename, 'sms-segments-calculator');

/**
 * A text in which every character takes one place in GSM-7.
 * https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
 */
const PLAIN = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ]+$/;

/**
 * Counts the segments of a text. For most texts the length is enough. The others need the calculator, which takes about
 * half as long as the request that sends the text.
 */
export function countSegments(text: string): Segments {
  if (PLAIN.test(text)) return { encoding: 'GSM-7', segments: text.length <= 160 ? 1 : Math.ceil(text.length / 153) };
  const message = new (calculator().SegmentedMessage)(text);
  return { encoding: message.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2', segments: message.segmentsCount };
}

/**
 * The segments of a message; `undefined` when they are not known. Only SMS has segments, and with smart encoding Twilio
 * replaces some characters.
 */
export function segmentsOf(to: string, body: string | undefined, smartEncoded = false): Segments | undefined {
  return body === undefined || smartEncoded || channelOf(to) !== 'sms' ? undefined : countSegments(body);
}
