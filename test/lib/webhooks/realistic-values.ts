/** Values of the forms that Twilio sends, made up: reserved numbers, random SIDs and tokens, texts in several scripts. */
import fc from 'fast-check';

export type Fields = Record<string, string>;

/** An object of arbitrary texts. A field that is not there is left out. */
export const record = (fields: Record<string, fc.Arbitrary<string | undefined>>): fc.Arbitrary<Fields> =>
  fc
    .record(fields)
    .map((found) =>
      Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    );

/** All fields of several objects. */
export const merged = (...parts: fc.Arbitrary<Fields>[]): fc.Arbitrary<Fields> =>
  fc.tuple(...parts).map((found) => Object.assign({}, ...found) as Fields);

/** A field that only some requests have. */
export const maybe = (value: fc.Arbitrary<string>): fc.Arbitrary<string | undefined> =>
  fc.option(value, { nil: undefined });

export const one = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
export const integer = (max: number): fc.Arbitrary<string> => fc.nat(max).map(String);

const characters = (alphabet: string, minLength: number, maxLength = minLength): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });

const HEX = '0123456789abcdef';
const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const sid = (prefix: string): fc.Arbitrary<string> => characters(HEX, 32).map((hex) => prefix + hex);

/** Numbers that are reserved for fiction. */
export const number: fc.Arbitrary<string> = fc
  .tuple(
    one('+1415555010', '+4420794601', '+4470090012', '+6149157015', '+4930231250', '+3319900112'),
    characters(DIGITS, 1),
  )
  .map(([start, end]) => start + end);

export const alphanumericSender: fc.Arbitrary<string> = characters(`${LETTERS}${DIGITS} +-_&`, 1, 11).filter((name) =>
  /^[^ ].*[A-Za-z]|^[A-Za-z]/.test(name),
);

export interface Place {
  city: string;
  state: string;
  zip: string;
  country: string;
}

/** What Twilio says about the place of a number. Outside of North America most of it is empty. */
export const place: fc.Arbitrary<Place> = fc.constantFrom(
  { city: 'SAN FRANCISCO', state: 'CA', zip: '94105', country: 'US' },
  { city: 'Nashville', state: 'TN', zip: '37201', country: 'US' },
  { city: 'TORONTO', state: 'ON', zip: 'M5H', country: 'CA' },
  { city: 'TOLEDO', state: 'OH', zip: '', country: 'US' },
  { city: '', state: 'Quebec', zip: '', country: 'CA' },
  { city: 'Köln', state: '', zip: '', country: 'DE' },
  { city: '', state: 'Bihar / Jharkhand', zip: '', country: 'IN' },
  { city: 'São Paulo', state: 'SP', zip: '', country: 'BR' },
  { city: '', state: '', zip: '', country: 'GB' },
  { city: '', state: '', zip: '', country: '' },
);

/** The four parameters of a place. @param of their prefix, such as `From` */
export const placeFields = (of: string, { city, state, zip, country }: Place): Fields => ({
  [`${of}City`]: city,
  [`${of}State`]: state,
  [`${of}Zip`]: zip,
  [`${of}Country`]: country,
});

const WORDS = [
  ...[
    'Hello',
    'yes',
    'no',
    'Tomorrow',
    'Today',
    'Tom',
    'Tony',
    'York',
    'Toronto',
    'curl',
    'url',
    'URL',
    'YouTube',
    'iPhone',
    'OK',
  ],
  // Words that are also the name of a parameter, or start with one.
  ...[
    'To',
    'From',
    'Body',
    'Label',
    'Address',
    'Called',
    'Caller',
    'Digits',
    'Direction',
    'Duration',
    'Final',
    'For',
    'Hold',
  ],
  ...[
    'Forwarded',
    'Language',
    'Latitude',
    'Name',
    'Names',
    'Reason',
    'Result',
    'Track',
    'Price',
    'Coaching',
    'Muted',
    'msg',
  ],
  ...['Format', 'Forty', 'Holding', 'Tracking', 'Attempt', 'Confidence', 'MessageType', 'NumMedia', 'SpeechResult'],
  ...[
    '(+14155550100)',
    '12',
    '3.5',
    '2026-11-30',
    'https://example.com/To?From=1',
    'a@example.com',
    '{"To":"1"}',
    '"',
    '\\',
    '%7D',
  ],
  ...['مرحبا', 'こんにちは', 'Привет', '您好', 'Γειά', 'नमस्ते', 'Größe', 'naïve', '👋🏽', '👨‍👩‍👧', '\u200f', '¿Qué?'],
];

/** What a person writes or says. */
export const text: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...WORDS), { maxLength: 8 })
  .chain((words) => one(' ', ', ', '\n', '. ').map((separator) => words.join(separator)));

/** What a developer or a company calls something. */
export const title: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom('Support', 'room', 'To do', 'From Berlin', 'Call 7', 'Größe', '東京', 'Order', 'x_1-2', '"A"'),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((words) => words.join(' '));

/** How Twilio or a channel describes an error. */
export const errorText: fc.Arbitrary<string> = fc.constantFrom(
  'Unknown destination handset',
  'Message blocked: Forwarded to the carrier. From the number, To the handset',
  'Re-engagement message: more than 24 hours have passed since the customer last replied',
  '31921 - Stream - WebSocket - Close Error',
  'Recipient phone number not in allowed list (#131030)',
);

/** What speech recognition writes. */
export const speech: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...WORDS.filter((word) => /^[\p{L}\d]+$/u.test(word) && !/[a-z][A-Z]|^msg$/.test(word))), {
    minLength: 1,
    maxLength: 8,
  })
  .map((words) => `${words.join(' ')}.`);

export const name: fc.Arbitrary<string> = fc
  .array(one('Ada', 'Tom', 'Toby', 'Björn', 'Олена', '李', 'Maria-Jose', 'O’Hara', 'MRS.', '🌻', 'J'), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join(' '));

const base64Url = (length: number): fc.Arbitrary<string> => characters(`${LETTERS}${DIGITS}-_`, length);
const encoded = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A JSON Web Token, as in a `CallToken`. */
export const webToken: fc.Arbitrary<string> = fc
  .tuple(number, number, base64Url(86))
  .map(
    ([from, to, signature]) => `${encoded({ alg: 'ES256' })}.${encoded({ from, to, iat: '1764518400' })}.${signature}`,
  );

/** With an attestation of the caller's carrier, or without. */
export const callToken: fc.Arbitrary<string> = fc.tuple(webToken, fc.option(webToken)).map(([parent, identity]) => {
  const header = `${identity ?? ''};info=<https://example.com/certs/1.crt>;alg=ES256;ppt="shaken"`;
  return encodeURIComponent(
    JSON.stringify({ parentCallInfoToken: parent, identityHeaderTokens: identity === null ? [] : [header] }),
  );
});

/** An identifier of a click on an advertisement. */
export const clickId: fc.Arbitrary<string> = fc.integer({ min: 20, max: 120 }).chain(base64Url);

/** A user of WhatsApp, for one business. */
export const userId: fc.Arbitrary<string> = fc
  .tuple(one('US', 'BR', 'DE', 'TO'), fc.boolean(), characters(DIGITS, 15, 20))
  .map(([country, isParent, digits]) => `whatsapp:${country}.${isParent ? 'ENT.' : ''}${digits}`);

export const url: fc.Arbitrary<string> = fc
  .tuple(
    one('https://example.com/a', 'http://example.org:8080/To/From', 'https://fb.me/x'),
    base64Url(11),
    fc.boolean(),
  )
  .map(([start, id, hasQuery]) => `${start}/${id}${hasQuery ? `?To=${id}&From=1&url=x` : ''}`);

/** A URL of the webhooks of an account. */
export const webhookUrl: fc.Arbitrary<string> = one(
  'https://example.com/twilio/call',
  'https://example.org/To?From=1#rc=2',
);

/** A file at Twilio, or in the storage of the account. */
export const fileUrl: fc.Arbitrary<string> = fc
  .tuple(
    one('https://api.twilio.com/2010-04-01/Accounts', 'https://example-bucket.s3.eu-west-1.amazonaws.com'),
    sid('AC'),
    sid('RE'),
  )
  .map(([start, account, file]) => `${start}/${account}/Recordings/${file}`);

/** What Marketplace Add-ons give. */
export const addOns: fc.Arbitrary<string> = fc.record({ name, number }).map((found) =>
  JSON.stringify({
    status: 'successful',
    message: null,
    code: null,
    results: {
      example_caller: { request_sid: 'XR1', status: 'successful', result: { ...found, Address: found.name, To: '1' } },
    },
  }),
);

/** RFC 2822. */
export const time: fc.Arbitrary<string> = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toUTCString().replace('GMT', '+0000'));
export const isoTime: fc.Arbitrary<string> = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
