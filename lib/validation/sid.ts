const SID = /^[A-Z]{2}[0-9a-f]{32}$/i;

/**
 * Whether a text is a SID: two capital letters and 32 hexadecimal digits.
 * @param prefix the letters, such as `MG`; without it, any two
 * @see https://www.twilio.com/docs/glossary/what-is-a-sid
 */
export const isSid = (text: string, prefix = ''): boolean =>
  SID.test(text) && /^[A-Z]{2}/.test(text) && text.startsWith(prefix);
