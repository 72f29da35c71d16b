/** The longest text of {@link asciiFrame}, in characters. */
export const MAX_ASCII_FRAME = 0xff_ff;

/** The longest text whose length fits into the second byte of a frame. */
const MAX_SHORT_LENGTH = 125;

/** The first byte: a text message in a single frame. */
const FINAL_TEXT = 0x81;

/** In the second byte: the length is in the next two bytes. */
const TWO_BYTES = 126;

/**
 * The bytes of a text message from a server, one character for each byte. Write it as `latin1`.
 * https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 * @param text ASCII only, at most {@link MAX_ASCII_FRAME} characters
 */
export function asciiFrame(text: string): string {
  const { length } = text;
  return length <= MAX_SHORT_LENGTH
    ? String.fromCharCode(FINAL_TEXT, length) + text
    : String.fromCharCode(FINAL_TEXT, TWO_BYTES, length >> 8, length & 0xff) + text;
}
