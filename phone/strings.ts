/** Every word of the page. A new language is one more object of this shape in `LANGUAGES`. */
const en = {
  title: 'Phone',
  subtitle: 'Twilio simulator',
  skip: 'Skip to the message field',
  connecting: 'Connecting…',
  live: 'Connected. No real texts are sent.',
  reconnecting: 'Reconnecting…',
  reconnectingHelp: 'Node-RED does not answer. This page goes on by itself once it runs again.',
  login: 'Log in to Node-RED first',
  loginHelp:
    'The phone reads the texts of your flows, so it needs the same login as the editor. Log in there, then come back to this tab.',
  forbidden: 'Your login may not use the simulator',
  forbiddenHelp:
    'The user you are logged in as has no permission for it. Log in to Node-RED as a user who may read and change flows.',
  gone: 'There is no simulator here',
  goneHelp:
    'This account is not on the simulator, or its flow is not deployed. Open the account in Node-RED, choose the environment “Simulator”, and deploy.',
  openEditor: 'Open Node-RED',
  tryAgain: 'Try again',
  toDark: 'Use the dark theme',
  toLight: 'Use the light theme',
  myPhone: 'My phone',
  people: 'Made-up people',
  seen: 'Seen here',
  anotherNumber: 'Another number…',
  anotherLabel: 'Your number, with country code',
  anotherInvalid: 'Enter a number with its country code, such as +14155550123.',
  use: 'Use',
  profileName: 'Your name on WhatsApp',
  profileHint: 'No name',
  channel: 'Channel',
  channels: { sms: 'SMS', whatsapp: 'WhatsApp' },
  cancel: 'Cancel',
  conversations: 'Conversations',
  otherPhones: 'Other phones',
  noNumbers: 'The account has no numbers yet.',
  noNumbersHelp: 'Give the simulated account a number in Node-RED, deploy, and it shows up here.',
  notTexted: 'No texts yet',
  you: 'You',
  picture: 'Picture',
  file: 'File',
  location: 'Location',
  place: (label: string) => `Location: ${label}`,
  form: 'A filled-in form',
  textTo: 'Text to',
  writeTo: 'Write to',
  unknownSender: 'No sender yet',
  back: 'Back to the conversations',
  unread: (count: number) => `${String(count)} unread`,
  thread: (line: string) => `Texts with ${line}`,
  whatsappThread: (line: string) => `WhatsApp messages with ${line}`,
  knownAs: (name: string) => `The flow sees you as “${name}”.`,
  nameless: 'The flow sees you by your number: you have no name on WhatsApp.',
  pictureFrom: (who: string) => `Picture from ${who}`,
  openPicture: 'Open picture',
  openOriginal: 'Open in a new tab',
  close: 'Close',
  notAPicture: 'Not a picture that can be shown',
  newTexts: 'New texts',
  arrived: (who: string, text: string) => `${who}: ${text}`,
  emptyTitle: 'Say hello',
  emptyHelp: 'Your text runs the flow that listens on this number. What it answers shows up here.',
  emptyHelpWhatsapp:
    'Your message runs the flow that listens to WhatsApp on this number, and lets it write freely to you for 24 hours.',
  emptyButton: 'Write “Hello”',
  emptyText: 'Hello',
  message: 'Text message',
  whatsappMessage: 'WhatsApp message',
  send: 'Send',
  attach: 'Attach a picture',
  attachMenu: 'Attach',
  attachPicture: 'Picture',
  attachLocation: 'Location',
  sendLocation: 'Send location',
  latitude: 'Latitude',
  longitude: 'Longitude',
  label: 'Name of the place',
  address: 'Address',
  latitudeInvalid: 'Enter the latitude in degrees from -90 to 90, such as 37.7955.',
  longitudeInvalid: 'Enter the longitude in degrees from -180 to 180, such as -122.3937.',
  openMap: 'Open the map in a new tab',
  forwarded: 'Forwarded',
  forwardedOften: 'Forwarded many times',
  choices: 'Choose an answer',
  pressed: 'Pressed a button',
  chose: 'Chose from a list',
  filledIn: 'Filled in a form',
  cameFrom: 'Came from an advertisement or a post',
  flowHears: (word: string) => `The flow is told: ${word}`,
  reply: 'Reply',
  replyTo: (text: string) => `Reply to “${text}”`,
  cancelReply: 'Do not reply to this message',
  quoteGone: 'A message that is no longer here',
  noText: 'No text',
  mediaUrl: 'Address of the picture',
  mediaInvalid: 'Enter a full address that starts with https:// or http://.',
  mediaBroken: 'No picture comes from this address. The flow still gets the address.',
  mediaPreview: 'The picture to send',
  removePicture: 'Remove the picture',
  nothingToSend: 'Write a text or attach a picture first.',
  oneWay: 'One cannot text a name: this sender takes no replies.',
  noAnswer: 'Node-RED did not answer. Is it running?',
  httpStatus: (status: number) => `HTTP ${String(status)}`,
  problem: (state: string, reason: string) => `${state}: ${reason}`,
  code: (code: number, reason: string) => (reason === '' ? `error ${String(code)}` : `${reason} (${String(code)})`),
  today: 'Today',
  yesterday: 'Yesterday',
  /** What the person sent. */
  mine: { sending: 'Sending…', delivered: 'Delivered to the flow', failed: 'Not delivered' },
  /** What the flow sent, by Twilio's status. See https://www.twilio.com/docs/messaging/api/message-resource#message-status-values. */
  status: {
    accepted: 'Accepted',
    scheduled: 'Scheduled',
    queued: 'Queued',
    sending: 'Sending…',
    sent: 'Sent',
    delivered: 'Delivered',
    undelivered: 'Undelivered',
    failed: 'Failed',
    read: 'Read',
    canceled: 'Canceled',
  },
  /** Twilio's error codes that a phone meets. See https://www.twilio.com/docs/api/errors. */
  errors: {
    11200: 'the webhook could not be reached',
    12300: 'the webhook answered with a content type that Twilio does not read',
    12100: 'the webhook’s TwiML is not well-formed XML',
    21610: 'this phone opted out with STOP',
    30001: 'too many texts were waiting',
    30002: 'the account is suspended',
    30003: 'the phone is switched off or out of reach',
    30004: 'the text was blocked',
    30005: 'the number does not exist',
    30006: 'a landline, or a carrier that cannot be reached',
    30007: 'a carrier filtered it as unwanted',
    30008: 'the carrier gave no reason',
    30034: 'the sender is not registered for A2P 10DLC',
    63003: 'the number is not on WhatsApp',
    63005: 'WhatsApp did not take the content',
    63007: 'the account has no WhatsApp sender with this number',
    63016: 'free text outside the 24-hour window',
    63018: 'too many messages in a short time',
    63024: 'WhatsApp cannot reach this recipient',
  },
  /** What to do about an error, where its sentence does not say so. */
  advice: {
    63016:
      'Free text goes only within 24 hours of the person’s last message. Write something from here first, or have the flow send a template.',
  },
};

/** The shape of a language. */
export type Words = typeof en;

const LANGUAGES: Readonly<Record<string, Words>> = { en };

/** The first of the reader's languages (BCP 47, most wanted first) that the page speaks, and the locale for dates. */
export function pickLanguage(wanted: readonly string[]): { words: Words; locale: string } {
  for (const locale of wanted) {
    const words = LANGUAGES[locale.split('-')[0]?.toLowerCase() ?? ''];
    if (words) return { words, locale: usable(locale) ? locale : 'en' };
  }
  return { words: en, locale: 'en' };
}

/** A system may call its language `en-US@posix`, which no date format takes. */
function usable(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}

function lookup(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A delivery in words: `Delivered`, or `Undelivered: the phone is switched off or out of reach (30003)`. */
export function deliveryWords(
  side: 'in' | 'out',
  delivery: { status: string; errorCode: number | null; reason: string },
  words: Words,
): string {
  const state = lookup(side === 'out' ? words.mine : words.status, delivery.status) ?? delivery.status;
  if (delivery.errorCode === null) return delivery.reason === '' ? state : words.problem(state, delivery.reason);
  // The server's own sentence knows more (an HTTP status, a URL) than the catalogue does.
  const reason = delivery.reason || (lookup(words.errors, String(delivery.errorCode)) ?? '');
  return words.problem(state, words.code(delivery.errorCode, reason));
}

/** What to do about an error code, as a sentence of its own, or an empty string. */
export function adviceFor(errorCode: number | null, words: Words): string {
  return lookup(words.advice, String(errorCode)) ?? '';
}
