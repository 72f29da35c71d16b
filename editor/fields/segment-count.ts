/** The number of characters and SMS segments of a text. */

import { SegmentedMessage } from 'sms-segments-calculator';

/** How many segments a text has as an SMS, and why. */
export interface SegmentCount {
  characters: number;
  segments: number;
  /** Whether the text has a character that is not in GSM-7, so that a segment holds 70 characters instead of 160. */
  isUnicode: boolean;
  /** The characters that are not in GSM-7, each once. */
  unicode: readonly string[];
}

/**
 * Counts the segments of a text.
 * @param isSmart whether Twilio replaces characters that are not in GSM-7, where it can
 * @see https://www.twilio.com/docs/glossary/what-sms-character-limit
 */
export function segmentCount(body: string, isSmart = false): SegmentCount {
  const message = new SegmentedMessage(body, 'auto', isSmart);
  return {
    characters: [...body].length,
    segments: message.segmentsCount,
    isUnicode: message.getEncodingName() !== 'GSM-7',
    unicode: [...new Set(message.getNonGsmCharacters())],
  };
}

/** The most characters that a sentence names. */
const MAX_NAMED_CHARACTERS = 5;

/** The sentence about a text; empty for an empty text. */
export function segmentSentence(
  text: (key: string, values?: Record<string, string>) => string,
  body: string,
  isSmart = false,
): string {
  if (body === '') return '';
  const { characters, segments, isUnicode, unicode } = segmentCount(body, isSmart);
  const counted = text(segments === 1 ? 'common.segments.one' : 'common.segments.many', {
    characters: String(characters),
    segments: String(segments),
  });
  if (!isUnicode) return counted;
  const named = unicode.slice(0, MAX_NAMED_CHARACTERS).join(' ') + (unicode.length > MAX_NAMED_CHARACTERS ? ' …' : '');
  return `${counted} ${text('common.segments.unicode', { characters: named })}`;
}
