import type { ErrorCode } from './twilio-error';

/** What this package says about one of Twilio's error codes. */
export interface KnownCode {
  code: ErrorCode;
  /** One sentence that says what to do. */
  hint: string;
}

/** The codes of Twilio that a flow meets most. https://www.twilio.com/docs/api/errors */
const CODES: Readonly<Record<number, KnownCode>> = {
  11200: {
    code: 'REQUEST_FAILED',
    hint: 'Twilio could not reach the webhook: check the Public URL, the proxy or tunnel, and that Node-RED runs.',
  },
  12300: { code: 'REQUEST_FAILED', hint: 'The webhook answered with a content type that is no XML.' },
  20001: {
    code: 'INVALID_MESSAGE',
    hint: 'A parameter is missing or not of the right form: the message of this error names it.',
  },
  20003: {
    code: 'INVALID_CREDENTIALS',
    hint: 'Check the Account SID and the auth token, API key or OAuth client of the account node.',
  },
  20005: { code: 'INVALID_CREDENTIALS', hint: 'The account is suspended or closed: look at it in the Console.' },
  20008: { code: 'INVALID_CREDENTIALS', hint: 'Test credentials cannot do this: use the live ones.' },
  20404: { code: 'NOT_FOUND', hint: 'Check the SID, and that it belongs to this account and region.' },
  20422: { code: 'INVALID_MESSAGE', hint: 'A parameter is not of the right form: the message of this error names it.' },
  20429: { code: 'RATE_LIMITED', hint: 'Too many requests at once: send more slowly.' },
  21201: { code: 'INVALID_RECIPIENT', hint: 'Set whom to call.' },
  21203: {
    code: 'INVALID_RECIPIENT',
    hint: 'Allow calls to this country in the Console under Voice > Geo permissions.',
  },
  21205: { code: 'INVALID_MESSAGE', hint: 'The URL must be a public http or https address.' },
  21210: {
    code: 'INVALID_SENDER',
    hint: 'Call from a number of this account, or verify this one as a caller ID in the Console.',
  },
  21211: {
    code: 'INVALID_RECIPIENT',
    hint: 'Write the recipient in E.164: a plus sign, the country code and the number, such as +14155550100.',
  },
  21212: { code: 'INVALID_SENDER', hint: 'Write the sender in E.164, or as one of your sender IDs or short codes.' },
  21213: { code: 'MISSING_FROM_NUMBER', hint: 'Set "From" in this node or a default number in the account node.' },
  21214: { code: 'INVALID_RECIPIENT', hint: 'The number cannot be called: check it, digit by digit.' },
  21215: {
    code: 'INVALID_RECIPIENT',
    hint: 'Allow calls to this country in the Console under Voice > Geo permissions.',
  },
  21216: {
    code: 'INVALID_RECIPIENT',
    hint: "Twilio does not let this account call this number: complete the account's Customer Profile in the Console, or ask Twilio's support.",
  },
  21217: { code: 'INVALID_RECIPIENT', hint: 'The number is none that can be called: check it, digit by digit.' },
  21218: { code: 'INVALID_MESSAGE', hint: 'The application SID is none of this account.' },
  21219: {
    code: 'INVALID_RECIPIENT',
    hint: 'A trial account calls verified numbers only: verify this one in the Console.',
  },
  21220: { code: 'CALL_FAILED', hint: 'The call is no longer in a state for this: it may have ended.' },
  21266: { code: 'INVALID_RECIPIENT', hint: 'The recipient is the sender itself: choose another one of the two.' },
  21408: {
    code: 'INVALID_RECIPIENT',
    hint: "Allow the recipient's country in the Console under Messaging > Settings > Geo permissions.",
  },
  21421: { code: 'INVALID_RECIPIENT', hint: 'The number to buy is none: write it in E.164.' },
  21422: { code: 'NOT_FOUND', hint: 'The number is no longer to be had: search again.' },
  21452: { code: 'NOT_FOUND', hint: 'There is no number to be had in this area code: search in another one.' },
  21602: { code: 'INVALID_MESSAGE', hint: 'Give the message a text, a media URL or a content template.' },
  21603: { code: 'MISSING_FROM_NUMBER', hint: 'Set a sender in this node or a default sender in the account node.' },
  21604: { code: 'INVALID_RECIPIENT', hint: 'Set the recipient of the message.' },
  21606: {
    code: 'INVALID_SENDER',
    hint: 'Send from a number of this account that can do SMS; look under Phone Numbers in the Console.',
  },
  21608: {
    code: 'INVALID_RECIPIENT',
    hint: 'A trial account sends to verified numbers only: verify this one in the Console, or upgrade the account.',
  },
  21609: { code: 'INVALID_MESSAGE', hint: 'The status callback must be a public https address.' },
  21610: {
    code: 'OPTED_OUT',
    hint: 'This person has texted STOP to the sender and gets nothing more until they text START.',
  },
  21611: { code: 'RATE_LIMITED', hint: 'Too many messages wait for this sender: send more slowly.' },
  21612: {
    code: 'INVALID_RECIPIENT',
    hint: "This sender cannot reach this recipient: choose another sender, such as one of the recipient's country.",
  },
  21614: { code: 'INVALID_RECIPIENT', hint: 'The recipient is no mobile number and cannot get SMS.' },
  21617: { code: 'MESSAGE_TOO_LARGE', hint: 'Shorten the text to 1,600 characters, or send it in parts.' },
  21619: { code: 'INVALID_MESSAGE', hint: 'Give the message a text, a media URL or a content template.' },
  21620: { code: 'INVALID_MESSAGE', hint: 'A media URL must be a public http or https address.' },
  21623: { code: 'INVALID_MESSAGE', hint: 'A message takes 10 media at the most.' },
  21655: { code: 'MISSING_CONTENT_SID', hint: 'Check the content SID: it starts with HX and belongs to this account.' },
  21656: {
    code: 'INVALID_MESSAGE',
    hint: 'Check the content variables: an object of texts, named as in the template.',
  },
  21660: { code: 'INVALID_SENDER', hint: 'The sender belongs to another account: use one of this account.' },
  21701: { code: 'INVALID_SENDER', hint: 'The Messaging Service does not exist: check its SID (MG…).' },
  21703: { code: 'INVALID_SENDER', hint: 'The Messaging Service has no sender: add a number to it in the Console.' },
  21704: { code: 'INVALID_SENDER', hint: 'The Messaging Service has no sender: add a number to it in the Console.' },
  30003: { code: 'SEND_MESSAGE_FAILED', hint: 'The phone is off or out of reach: try again later.' },
  30004: { code: 'SEND_MESSAGE_FAILED', hint: 'The recipient has blocked messages from this sender.' },
  30005: { code: 'INVALID_RECIPIENT', hint: 'The number is not in service: check it, digit by digit.' },
  30006: { code: 'INVALID_RECIPIENT', hint: 'The number is a landline, or its carrier takes no messages.' },
  30007: {
    code: 'SEND_MESSAGE_FAILED',
    hint: 'A carrier filtered the message as spam: reword it, or register the sender.',
  },
  30008: { code: 'SEND_MESSAGE_FAILED', hint: 'The carrier gave no reason: try again, or another sender.' },
  30034: {
    code: 'INVALID_SENDER',
    hint: 'US carriers want the sender registered: do A2P 10DLC registration in the Console.',
  },
  35115: { code: 'INVALID_MESSAGE', hint: 'A message is scheduled from 5 minutes to 35 days ahead.' },
  60200: { code: 'INVALID_MESSAGE', hint: 'Twilio does not take one of the parameters: look at the message.' },
  60202: { code: 'RATE_LIMITED', hint: 'The code was tried too often: start a new verification.' },
  60203: { code: 'RATE_LIMITED', hint: 'Too many codes were sent to this number: wait ten minutes.' },
  60204: {
    code: 'VERIFY_FAILED',
    hint: 'The Verify Service does not have this feature: switch custom codes or PSD2 on for it in the Console.',
  },
  60205: { code: 'INVALID_RECIPIENT', hint: 'The number is a landline and takes no SMS: choose the channel call.' },
  60207: { code: 'VERIFY_FAILED', hint: 'The Verify Service has as many rate limits as it can have: delete one.' },
  60223: {
    code: 'VERIFY_FAILED',
    hint: 'This channel is switched off for the Verify Service: choose another, or enable it in the Console.',
  },
  60410: { code: 'INVALID_RECIPIENT', hint: "Verify's fraud guard blocks this number's range for now." },
  60600: { code: 'INVALID_RECIPIENT', hint: 'The number is not in use, or no package has anything to tell of it.' },
  60607: {
    code: 'INVALID_RECIPIENT',
    hint: "The package does not cover the number's country: leave the package out for it.",
  },
  60612: { code: 'INVALID_RECIPIENT', hint: 'The package tells of mobile numbers only, and this is none.' },
  60614: {
    code: 'INVALID_CONNECTION_SETTINGS',
    hint: 'The number has to be looked up in its own region: use an account node of that region.',
  },
  63003: { code: 'INVALID_RECIPIENT', hint: 'The recipient has no WhatsApp at this number.' },
  63007: {
    code: 'INVALID_SENDER',
    hint: 'The sender is no WhatsApp sender of this account: look under Messaging > Senders.',
  },
  63016: {
    code: 'SEND_MESSAGE_FAILED',
    hint: "Free text goes only within 24 hours of the person's last message: send an approved template instead.",
  },
  63018: { code: 'RATE_LIMITED', hint: 'WhatsApp takes no more messages from this sender for now: send more slowly.' },
  63024: { code: 'INVALID_WHATSAPP_NUMBER', hint: 'This number cannot get WhatsApp messages.' },
};

/** What is known of a code of Twilio's; `undefined` when it is none of the known ones. */
export function knownCode(twilioCode: number): KnownCode | undefined {
  return CODES[twilioCode];
}
