import { SegmentedMessage } from 'sms-segments-calculator';

/**
 * How many segments a text is sent in. A message with media, and one outside SMS, counts as one.
 * https://www.twilio.com/docs/glossary/what-sms-character-limit
 */
export function segmentsOf(body: string, smartEncoded = false): number {
  return Math.max(1, new SegmentedMessage(body, 'auto', smartEncoded).segmentsCount);
}
