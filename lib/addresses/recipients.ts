/** The separators between the recipients of a message: a comma, a semicolon or a line break. */
const SEPARATORS = /[,;\n]/;

/** The recipients in a text, without the spaces around them. */
export const splitRecipients = (text: string): string[] =>
  text
    .split(SEPARATORS)
    .map((recipient) => recipient.trim())
    .filter((recipient) => recipient !== '');
