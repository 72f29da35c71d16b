import { SegmentedMessage } from 'sms-segments-calculator';

/**
 * The number of SMS segments of a text.
 * https://www.twilio.com/docs/glossary/what-sms-character-limit
 *
 * @param smartEncoded whether Twilio replaces characters that are not in GSM-7, where it can
 */
export function segmentsOf(body: string, smartEncoded = false): number {
  return Math.max(1, new SegmentedMessage(body, 'auto', smartEncoded).segmentsCount);
}
