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
  /**
   * Whether a value looks like those that Twilio sends. Any value is accepted, but another reading of a request counts only
   * with such values.
   */
  isUsual?(value: string): boolean;
  /** Matches a token: random characters, in which a short name of a parameter can be by chance. */
  token?: RegExp;
  /** Whether no usual value contains the name of a parameter that has several words, such as `FromCity`. */
  hasNoNames?: boolean;
  /** Whether a value shows by itself where it ends, so that no other parameter starts in it. */
  isWhole?(value: string): boolean;
}

/** A value that must be `source`, or empty. */
export const strict = (source: string): Shape => {
  const whole = new RegExp(`^(?:${source})$`);
  return { accepts: (value) => value === '' || whole.test(value), closed: new RegExp(`^(?:${source})`) };
};

const isOneWord = (value: string): boolean => /^\S{0,64}$/.test(value);

/** A value that usually is `source`, or empty. Twilio may add another one, so any word is accepted. */
export const usually = (source: string): Shape => {
  const whole = new RegExp(`^(?:${source})?$`);
  return { accepts: isOneWord, closed: new RegExp(`^(?:${source})`), isUsual: (value) => whole.test(value) };
};

/** Any text. Nothing shows where it begins or ends. */
export const TEXT: Shape = { accepts: () => true };
/** A place, a time, an identifier: any text, but not one of a person. */
export const FACT: Shape = { accepts: () => true, isFact: true, hasNoNames: true };
/** What speech recognition writes. It is words, so not the name of a parameter that has several words. */
export const SPEECH: Shape = { accepts: () => true, hasNoNames: true };
/** The name of a caller, from a carrier's database. */
export const CALLER_NAME: Shape = { accepts: () => true, isUsual: (value) => value.length <= 64, hasNoNames: true };
/** An IP address. */
export const IP_ADDRESS: Shape = { ...FACT, isUsual: (value) => /^[\da-fA-F.:]*$/.test(value) };
/** The domain of a SIP address. */
export const DOMAIN: Shape = { ...FACT, isUsual: (value) => /^(?:[\w-]+(?:\.[\w-]+)+)?$/.test(value) };
/** A time, of RFC 2822 or ISO 8601. */
export const TIME: Shape = {
  ...FACT,
  isUsual: (value) => /^(?:\w{3}, \d{1,2} \w{3} \d{4} [\d:]+ [+-]\d{4}|\d{4}-\d\d-\d\dT[\d:.]+Z?)?$/.test(value),
};
/** A language, such as `en-US`. https://www.rfc-editor.org/rfc/rfc5646 */
export const LANGUAGE: Shape = {
  ...FACT,
  isUsual: (value) => /^(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)?$/.test(value),
};

const isJson = (value: string): boolean => {
  try {
    return value.endsWith('}') && JSON.parse(value) !== undefined;
  } catch {
    return false;
  }
};

/** An object of JSON, or another text. A part of an object is not usual. A person's text may be in it. */
export const JSON_TEXT: Shape = {
  accepts: () => true,
  isFact: true,
  isUsual: (value) => !value.startsWith('{') || isJson(value),
  isWhole: (value) => value.startsWith('{') && isJson(value),
};
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
/**
 * Keys, up to 1,000 of them, or `hangup` when the caller has ended a recording.
 * https://www.twilio.com/docs/voice/twiml/gather#numdigits
 */
export const KEYS: Shape = {
  ...usually('(?:[0-9A-D*#wW]+|hangup)'),
  accepts: (value) => isOneWord(value) || /^[0-9A-D*#wW]{1,1000}$/.test(value),
};
/** A word in lower case, such as a status. */
export const WORD = usually('[a-z][a-z_-]*');
/** Not empty: a person may write `Forwarded` as the last word of a text. */
export const FLAG: Shape = {
  accepts: (value) => value !== '' && isOneWord(value),
  closed: /^(?:true|false|True|False|[01])/,
  isUsual: (value) => /^(?:true|false|True|False|[01])$/.test(value),
};
/** A token of Twilio or a carrier. Other values are accepted too. @param source what a whole token looks like */
const token = (source: string): Shape => ({ accepts: () => true, isFact: true, token: new RegExp(`^(?:${source})$`) });

/** An object of JSON without objects in it, URL-encoded or not. */
export const JSON_TOKEN = token(String.raw`%7B[\w%.-]*%7D|\{[^{}]*\}`);
/**
 * A JSON Web Token of a carrier, signed with ES256, with or without the rest of its SIP header.
 * https://www.rfc-editor.org/rfc/rfc8224
 */
export const WEB_TOKEN = token(String.raw`[\w-]+\.[\w-]+\.[\w-]{86}(?:;.*ppt="?[a-z]+"?)?`);
/** A token of letters, digits, `_` and `-`. */
export const ID_TOKEN = token(String.raw`[\w-]+`);
/** A city or a state. */
const AREA: Shape = { ...FACT, isUsual: (value) => value.length <= 64 };
const POSTAL_CODE: Shape = { ...FACT, isUsual: (value) => value.length <= 10 };
/** The code of a country, of ISO 3166-1. */
const COUNTRY: Shape = { ...FACT, isUsual: (value) => value.length <= 2 };

/** An http, https, ws or wss URL. */
export const URL_SHAPE: Shape = {
  accepts: (value) => value === '' || /^(?:https?|wss?):\/\/\S*$/i.test(value),
  isFact: true,
};

/** The URL of a file, at Twilio or where the account stores its files. */
export const FILE_URL: Shape = { ...URL_SHAPE, hasNoNames: true };
/** A URL that is not empty: a person may say `curl` as the last word. */
export const CALLBACK_URL: Shape = { ...URL_SHAPE, accepts: (value) => value !== '' && URL_SHAPE.accepts(value) };

/** A phone number or a short code. */
const PHONE = /^\+?\d+$/;
/** An address with a prefix, such as `whatsapp:`, `client:` or `sip:`. */
const PREFIXED = /^[a-z]+:[^\u0000-\u001f]+$/;
/** The same with a single identity or number, or of SIP with a single user and host. */
const USUAL_PREFIXED = /^(?!sip)[a-z]+:[^\s:{"]+$|^sips?:[^\s:@]*@[\w.-]+(?::\d+)?(?:[;?][\w=&;.%-]*)?$/;
/** A sender ID, or the words for a caller who is not known. */
const SENDER_NAME = /^[\p{L}\p{N}_*#][\p{L}\p{N} _.@&*#-]{0,63}$/u;

/**
 * An alphanumeric sender. Only a short one can have a plus sign: a longer one could be two parameters.
 * https://www.twilio.com/docs/messaging/api/alphasender-resource
 */
const ALPHANUMERIC_SENDER = /^(?=.*[A-Za-z])[A-Za-z\d+_&-][A-Za-z\d +_&-]{0,10}$/;

const isName = (value: string): boolean => value === '' || SENDER_NAME.test(value) || ALPHANUMERIC_SENDER.test(value);

/** A phone number, an address with a prefix such as `sip:`, or a name. */
export const ADDRESS: Shape = {
  accepts: (value) => PHONE.test(value) || PREFIXED.test(value) || isName(value),
  closed: /^\+?\d+/,
  isUsual: (value) => PHONE.test(value) || USUAL_PREFIXED.test(value) || (isName(value) && !value.includes('@')),
  hasNoNames: true,
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
export const places = (of: string): Parameters => [
  ...names(`${of}City ${of}State`, AREA),
  [`${of}Zip`, POSTAL_CODE],
  [`${of}Country`, COUNTRY],
];
