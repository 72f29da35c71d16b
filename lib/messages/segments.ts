import type * as calculatorModule from 'sms-segments-calculator';
import { lazy } from '../lazy';

/** How an SMS goes over the air. https://www.twilio.com/docs/glossary/what-sms-character-limit */
export interface Segments {
  /** `GSM-7` (160 characters, 153 in a longer text) or `UCS-2` (70, 67 in a longer text). */
  encoding: 'GSM-7' | 'UCS-2';
  /** How many SMS it takes; each is charged. */
  segments: number;
}

const calculator = lazy<typeof calculatorModule>(__filename, 'sms-segments-calculator');

/** Counts the segments of a text. The calculator is loaded with the first one. */
export function countSegments(text: string): Segments {
  const message = new (calculator().SegmentedMessage)(text);
  return { encoding: message.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2', segments: message.segmentsCount };
}
