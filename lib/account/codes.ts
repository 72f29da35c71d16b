import type { ErrorCode } from './errors';

/** What this package says about one of Twilio's error codes. */
export interface KnownCode {
  code: ErrorCode;
  /** One sentence that says what to do. */
  hint: string;
}

/** The codes of Twilio that a flow meets most. https://www.twilio.com/docs/api/errors */
const CODES: Readonly<Record<number, KnownCode>> = {
  20003: {
    code: 'INVALID_CREDENTIALS',
    hint: 'Check the Account SID and the auth token, API key or OAuth client of the account node.',
  },
  20404: { code: 'NOT_FOUND', hint: 'Check the SID, and that it belongs to this account and region.' },
  20429: { code: 'RATE_LIMITED', hint: 'Too many requests at once: send more slowly.' },
  21211: {
    code: 'INVALID_RECIPIENT',
    hint: 'Write the recipient in E.164: a plus sign, the country code and the number, such as +14155550100.',
  },
  21212: { code: 'INVALID_SENDER', hint: 'Write the sender in E.164, or as one of your sender IDs or short codes.' },
  21408: {
    code: 'INVALID_RECIPIENT',
    hint: "Allow the recipient's country in the Console under Messaging > Settings > Geo permissions.",
  },
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
};

/** What is known of a code of Twilio's; `undefined` when it is none of the known ones. */
export function knownCode(twilioCode: number): KnownCode | undefined {
  return CODES[twilioCode];
}
