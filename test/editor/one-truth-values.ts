/** Values of fields, right and nearly right, for the test that the editor and the runtime accept the same. */
import fc from 'fast-check';

/** What people paste: invisible marks, other spaces, other dashes. */
const MARKS = ['', ' ', '\u00a0', '\u200b', '\u202a', '\u202c', '\ufeff', '-', '\u2011', '(', ')', '.', '/'];

export const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 0, maxLength: 17 });
export const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFg'), minLength: 31, maxLength: 33 });

/** Numbers, right and nearly right. */
export const number = fc
  .tuple(fc.constantFrom('+', '', '00', '+0', '+1'), digits, fc.constantFrom(...MARKS), fc.nat(17))
  .map(([start, rest, mark, at]) => `${start}${rest.slice(0, at)}${mark}${rest.slice(at)}`);

export const prefixed = fc
  .tuple(fc.constantFrom('', 'whatsapp:', 'WhatsApp: ', 'rcs:', 'messenger:', 'sip:', 'client:'), number)
  .map((parts) => parts.join(''));

export const sidText = fc
  .tuple(fc.constantFrom('AC', 'MG', 'VA', 'VE', 'HX', 'ac', 'Mg'), hex)
  .map(([prefix, rest]) => `${prefix}${rest}`);

export const address = fc.oneof(
  number,
  prefixed,
  sidText,
  fc.constantFrom('ada@example.com', 'sip:ada@example.com', 'client:ada', 'ACME', 'Acme Shop 1', 'AR.1A2B', 'ada'),
  fc.string({ maxLength: 14 }),
);

export const url = fc
  .tuple(
    fc.constantFrom('https://', 'http://', 'HTTPS://', 'ftp://', 'wss://', '', 'https:/', 'https://u:p@'),
    fc.constantFrom(
      'example.com',
      'api.twilio.com',
      'twilio.com.example.com',
      '10.0.0.1:1880',
      'a b',
      '',
      'exa%mple',
      '[::1]',
    ),
    fc.constantFrom('', '/', '/x/y.png', '/a b', '?a=1', '#x', '/a,b'),
  )
  .map((parts) => parts.join(''));

export const date = fc.oneof(
  fc.date({ noInvalidDate: true }).map((value) => value.toISOString()),
  fc.tuple(digits, digits, digits).map((parts) => parts.join('-')),
  fc.integer({ min: 18000101, max: 21001399 }).map(String),
  fc.constantFrom('2026-12-24', '2026-02-30T10:00', '2026-12-24T18:00Z', 'tomorrow', '20230229', '5'),
);

export const numeric = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom('1e3', '0x10', ' 7 ', '7.0', '-0', '١'),
);
