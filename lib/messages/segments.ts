/** How an SMS goes over the air. https://www.twilio.com/docs/glossary/what-sms-character-limit */
export interface Segments {
  /** `GSM-7` (160 characters, 153 in a longer text) or `UCS-2` (70, 67 in a longer text). */
  encoding: 'GSM-7' | 'UCS-2';
  /** How many SMS it takes; each is charged. */
  segments: number;
}

/** Counts the segments of a text. The calculator is loaded with the first one. */
export async function countSegments(text: string): Promise<Segments> {
  const { SegmentedMessage } = await import('sms-segments-calculator');
  const message = new SegmentedMessage(text);
  return { encoding: message.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2', segments: message.segmentsCount };
}
