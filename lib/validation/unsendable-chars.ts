/** Control characters and non-characters, which XML does not allow. */
const UNSENDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Removes characters that cannot be sent: control characters. A lone surrogate becomes U+FFFD. */
export function stripUnsendableChars(text: string): string {
  return text.toWellFormed().replace(UNSENDABLE, '');
}
