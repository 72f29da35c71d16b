import type * as calculatorModule from 'sms-segments-calculator';
import { channelOf } from '../addresses/channel';
import { lazy } from '../lazy';

/** How an SMS goes over the air. https://www.twilio.com/docs/glossary/what-sms-character-limit */
export interface Segments {
  /** `GSM-7` (160 characters, 153 in a longer text) or `UCS-2` (70, 67 in a longer text). */
  encoding: 'GSM-7' | 'UCS-2';
  /** How many SMS it takes; each is charged. */
  segments: number;
}

const calculator = lazy<typeof calculatorModule>(__filename, 'sms-segments-calculator');

/** Texts of nothing but characters that take one place in GSM-7. https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding */
const PLAIN = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ]+$/;

/**
 * Counts the segments of a text. Most texts are plain and need no more than their length; for the others, the calculator
 * is loaded with the first one. (It takes a text apart, which costs about as much as half the request that sends it.)
 */
export function countSegments(text: string): Segments {
  if (PLAIN.test(text)) return { encoding: 'GSM-7', segments: text.length <= 160 ? 1 : Math.ceil(text.length / 153) };
  const message = new (calculator().SegmentedMessage)(text);
  return { encoding: message.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2', segments: message.segmentsCount };
}

/**
 * The segments of a message, where they are certain: other channels than SMS have none, and what Twilio replaces to save
 * some is its own affair.
 */
export function segmentsOf(to: string, body: string | undefined, smartEncoded = false): Segments | undefined {
  return body === undefined || smartEncoded || channelOf(to) !== 'sms' ? undefined : countSegments(body);
}
