/** What a parameter's value looks like. */
export interface Shape {
  /** Whether a value can have this shape. */
  accepts(value: string): boolean;
  /**
   * Matches a value at the start of a text, when its end is certain, as for a number or a SID: a letter after it does
   * not belong to it. `undefined` for a value that any character can continue.
   */
  closed?: RegExp;
  /** Whether Twilio or a carrier writes the value. No person can choose it, so a name after it is never a part of it. */
  isFact?: boolean;
  /** Matches a token: random characters, in which a short name of a parameter can be by chance. */
  token?: RegExp;
}

/** A value that must be `source`, or empty. */
export const strict = (source: string): Shape => {
  const whole = new RegExp(`^(?:${source})$`);
  return { accepts: (value) => value === '' || whole.test(value), closed: new RegExp(`^(?:${source})`) };
};

const isOneWord = (value: string): boolean => /^\S{0,64}$/.test(value);

/** A value that usually is `source`. Twilio may add another one, so any word is accepted. */
export const usually = (source: string): Shape => ({ accepts: isOneWord, closed: new RegExp(`^(?:${source})`) });

/** Any text. Nothing shows where it begins or ends. */
export const TEXT: Shape = { accepts: () => true };
/** A place, a time, an identifier: any text, but not one of a person. */
export const FACT: Shape = { accepts: () => true, isFact: true };
/**
 * A SID: the prefix and 32 hexadecimal digits. A shorter one with other letters, as in a test of a flow, is accepted too. A
 * longer one is not, so that nothing after a SID can be taken for a part of it.
 * @param prefix as a regular expression
 */
export const sidShape = (prefix: string): Shape => {
  const whole = new RegExp(`^(?:${prefix}[\\w-]{0,32})?$`);
  return { accepts: (value) => whole.test(value), closed: new RegExp(`^${prefix}[0-9a-fA-F]{32}`) };
};

/** The SID of any resource. */
export const SID = sidShape('[A-Z]{2}');
/** A decimal number, also with an exponent. */
export const NUMBER = usually(String.raw`-?\d+(?:\.\d+)?(?:[eE]-?\d+)?`);
/** A word in lower case, such as a status. */
export const WORD = usually('[a-z][a-z_-]*');
/** Not empty: a person may write `Forwarded` as the last word of a text. */
export const FLAG: Shape = {
  accepts: (value) => value !== '' && isOneWord(value),
  closed: /^(?:true|false|True|False|[01])/,
};
/** A token of Twilio or a carrier. Other values are accepted too. @param source what a whole token looks like */
const token = (source: string): Shape => ({ ...FACT, token: new RegExp(`^(?:${source})$`) });

/** An object of JSON without objects in it, URL-encoded or not. */
export const JSON_TOKEN = token(String.raw`%7B[\w%.-]*%7D|\{[^{}]*\}`);
/**
 * A JSON Web Token of a carrier, signed with ES256, with or without the rest of its SIP header.
 * https://www.rfc-editor.org/rfc/rfc8224
 */
export const WEB_TOKEN = token(String.raw`[\w-]+\.[\w-]+\.[\w-]{86}(?:;.*ppt="?[a-z]+"?)?`);
/** A token of letters, digits, `_` and `-`. */
export const ID_TOKEN = token(String.raw`[\w-]+`);
/** An http, https, ws or wss URL. */
export const URL_SHAPE: Shape = {
  accepts: (value) => value === '' || /^(?:https?|wss?):\/\/\S*$/i.test(value),
  isFact: true,
};

/** A phone number or a short code. */
const PHONE = /^\+?\d+$/;
/** An address with a prefix, such as `whatsapp:`, `client:` or `sip:`. */
const PREFIXED = /^[a-z]+:[^\u0000-\u001f]+$/;
/** A sender ID, or the words for a caller who is not known. */
const SENDER_NAME = /^[\p{L}\p{N}_*#][\p{L}\p{N} _.@&*#-]{0,63}$/u;

/** A phone number, an address with a prefix such as `sip:`, or a name. */
export const ADDRESS: Shape = {
  accepts: (value) => value === '' || PHONE.test(value) || PREFIXED.test(value) || SENDER_NAME.test(value),
  closed: /^\+?\d+/,
};

/** Parameters by name. */
export type Parameters = readonly (readonly [name: string, shape: Shape])[];

/** Names that Twilio numbers or completes. */
export interface Family {
  start: string;
  rest: RegExp;
  shape: Shape;
  /** Whether nothing shows where a name ends, such as the name of a SIP header. */
  isOpen?: boolean;
}

/** Several parameters of one shape. @param list names, separated by white space */
export const names = (list: string, shape: Shape): Parameters =>
  list
    .trim()
    .split(/\s+/)
    .map((name) => [name, shape]);

/** The parameters of the place of a number. @param of their prefix, such as `From` */
export const places = (of: string): Parameters => names(`${of}City ${of}State ${of}Zip ${of}Country`, FACT);
