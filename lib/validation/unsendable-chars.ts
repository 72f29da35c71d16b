/** What goes over no network and into no XML: half a surrogate pair, and the control characters. */
const UNSENDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The text without characters that cannot be sent: lone surrogates become U+FFFD, control characters go. */
export function stripUnsendableChars(text: string): string {
  return text.toWellFormed().replace(UNSENDABLE, '');
}
