/** What the tests type into the form of each node, by the name of the node's folder. */

/** Property, wrong, right, and what has to be chosen for the property to matter. */
export type Mistake = readonly [property: string, wrong: string, right: string, choices?: Record<string, string>];

/** What cannot be, and what can, one field after the other. */
export const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  'sms-in': [
    ['filterFrom', 'Anna!', '+1415*, 12345, whatsapp:+14155550123'],
    ['filterTo', '4155550100', '+14155550100'],
    ['filterBody', '(', '(a|b)', { filterBodyMatch: 'regex' }],
    ['deadline', '99', '14', { respond: 'flow' }],
    ['replyText', '', 'Thank you', { respond: 'text' }],
    ['replyMedia', 'picture.jpg', 'https://example.com/picture.jpg', { respond: 'text' }],
  ],
  'send-sms': [
    ['to', '0170 1234567', '+49 170 1234567'],
    ['from', 'a name that is too long', 'Ringflow', { sender: 'number' }],
    ['messagingServiceSid', 'XY1', `MG${'0'.repeat(32)}`, { sender: 'service' }],
    ['media', 'picture.jpg', 'https://example.com/picture.jpg'],
    ['options', '{ validity', '{ "validityPeriod": 60 }'],
  ],
  reply: [['media', 'picture.jpg', '']],
  say: [
    ['url', 'a.mp3', 'https://example.com/a.mp3', { mode: 'audio' }],
    ['loop', '-1', '2'],
    ['seconds', '0', '3', { mode: 'silence' }],
  ],
  gather: [
    ['numDigits', '0', '4'],
    ['finishOnKey', '12', '#'],
    ['timeout', 'soon', 'auto'],
  ],
  menu: [
    ['prompt', 'a.mp3', 'https://example.com/a.mp3', { promptMode: 'audio' }],
    ['tries', '0', '3'],
    ['timeout', 'soon', 'auto', { promptMode: 'text' }],
  ],
  record: [
    ['maxLength', '0', '60'],
    ['silence', '-1', '0'],
    ['finishOnKey', 'x', '#*'],
  ],
  dial: [
    ['to', '911', '+12125550188, +12125550199'],
    ['callerId', '555', '+14155550100'],
    ['timeout', '0', '20'],
    ['timeLimit', '0', '3600'],
    ['to', 'sip:a@example.com', 'client:alice, bob', { kind: 'client' }],
    ['to', 'alice', 'sip:alice@example.com', { kind: 'sip' }],
    ['whisper', 'Hello', '', { kind: 'conference' }],
  ],
  enqueue: [
    ['holdUrl', 'a.mp3', 'https://example.com/a.mp3', { hold: 'audio' }],
    ['queue', '', 'support'],
  ],
  conversation: [
    ['fillerAfter', 'soon', '1500'],
    ['maxDuration', '0', '600'],
  ],
  stream: [['frame', '10', '100']],
};

/** What else a node needs so that all its fields for numbers are shown and checked. */
export const WITH_NUMBERS: Readonly<Record<string, Record<string, unknown>>> = {
  'sms-in': { respond: 'flow', fetchMedia: 'buffer' },
  'whatsapp-in': { respond: 'flow', fetchMedia: 'buffer' },
  'call-in': { respond: 'flow' },
  'recording-in': { fetchAudio: 'buffer' },
  'make-call': { wait: true },
  say: { mode: 'silence' },
  verify: { operation: 'createService', friendlyName: 'Shop', friendlyNameType: 'str' },
};

/** The account's fields for numbers. */
export const NUMBERS_OF_ACCOUNT = ['sendRate', 'validityPeriod', 'patience'];

/** A TypedInput for a text of several lines, and what has to be selected for it. */
export interface Lines {
  property: string;
  choices?: Record<string, string>;
}

/** The TypedInputs for texts of several lines. */
export const LINES: Readonly<Record<string, Lines>> = {
  'send-sms': { property: 'body' },
  'send-whatsapp': { property: 'body' },
  reply: { property: 'body' },
  ask: { property: 'body' },
  say: { property: 'text', choices: { mode: 'text' } },
  menu: { property: 'invalidPrompt' },
  gather: { property: 'prompt' },
  record: { property: 'prompt' },
  dial: { property: 'whisper' },
  enqueue: { property: 'holdText', choices: { hold: 'text' } },
  'make-call': { property: 'say' },
  'call-control': { property: 'text', choices: { operation: 'say' } },
};
