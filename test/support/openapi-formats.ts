import type { Format } from 'ajv';

const days = '(Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const months = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';

/** What the formats of Twilio's descriptions stand for. A format that is missing here makes a schema fail to compile. */
export const formats: Record<string, Format> = {
  'date-time-rfc-2822': new RegExp(`^${days}, \\d{2} ${months} \\d{4} \\d{2}:\\d{2}:\\d{2} \\+0000$`),
  'date-time': (value: string) =>
    /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value: string) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
  // The 2010 API answers with URIs that are relative to its host.
  uri: (value: string) => /^\/\S*$/.test(value) || (/^[a-z][a-z0-9+.-]*:\S+$/i.test(value) && URL.canParse(value)),
  // E.164, an address of a channel, a short code or an alphanumeric sender.
  'phone-number': /^(\+[1-9]\d{6,14}|[a-z]+:\S+|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 +\-_&]{1,11})$/,
  endpoint: /^(\+[1-9]\d{6,14}|(sip|client|whatsapp):\S+)$/,
  'http-method': /^(GET|POST)$/,
  'iso-country-code': /^[A-Z]{2}$/,
  currency: /^[A-Z]{3}$/,
  twiml: /^\s*<[\s\S]*>\s*$/,
  int32: { type: 'number', validate: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 31 },
  int64: { type: 'number', validate: Number.isSafeInteger },
  float: { type: 'number', validate: Number.isFinite },
  // Formats of objects, which JSON schema does not check; named so that they are known.
  'uri-map': true,
  'phone-number-capabilities': true,
  'ice-server': true,
};
