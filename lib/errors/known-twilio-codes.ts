import type { ErrorCode } from './error-codes';

/** What this package says about one of Twilio's error codes. */
export interface KnownTwilioCode {
  code: ErrorCode;
  /** One sentence that says what to do. */
  hint: string;
}

/** Twilio's error codes that flows meet most often. https://www.twilio.com/docs/api/errors */
export const KNOWN_TWILIO_CODES: Readonly<Record<number, KnownTwilioCode>> = {
  11200: {
    code: 'REQUEST_FAILED',
    hint: 'Twilio could not reach the webhook. Check the Public URL, the proxy or tunnel, and that Node-RED is running.',
  },
  12300: { code: 'REQUEST_FAILED', hint: 'The webhook answered with a content type other than XML.' },
  20001: {
    code: 'INVALID_PARAMETER',
    hint: 'A parameter is missing or invalid. The message of this error names it.',
  },
  20003: {
    code: 'INVALID_CREDENTIALS',
    hint: 'Check the Account SID and the auth token, API key or OAuth client of the account node.',
  },
  20005: { code: 'INVALID_CREDENTIALS', hint: 'The account is suspended or closed. Look at it in the Twilio Console.' },
  20008: { code: 'INVALID_CREDENTIALS', hint: 'Test credentials cannot do this. Use the live credentials.' },
  20404: { code: 'NOT_FOUND', hint: 'Check the SID, and that it belongs to this account and region.' },
  20422: { code: 'INVALID_PARAMETER', hint: 'A parameter is invalid. The message of this error names it.' },
  20429: { code: 'RATE_LIMITED', hint: 'Too many requests at once. Send more slowly.' },
  21201: { code: 'INVALID_RECIPIENT', hint: 'Set the number to call.' },
  21203: {
    code: 'INVALID_RECIPIENT',
    hint: 'Allow calls to this country in the Twilio Console under Voice > Settings > Geo permissions.',
  },
  21205: { code: 'INVALID_PARAMETER', hint: 'Enter a URL that is public and starts with http or https.' },
  21210: {
    code: 'INVALID_SENDER',
    hint: 'Call from a number of this account, or verify this number as a caller ID in the Twilio Console.',
  },
  21211: {
    code: 'INVALID_RECIPIENT',
    hint: 'Write the recipient in E.164 format: a plus sign, the country code and the number, such as +14155550100.',
  },
  21212: {
    code: 'INVALID_SENDER',
    hint: 'Write the sender in E.164 format, or choose one of your sender IDs or short codes.',
  },
  21213: { code: 'MISSING_FROM_NUMBER', hint: 'Set "From" in this node, or a default number in the account node.' },
  21214: { code: 'INVALID_RECIPIENT', hint: 'This number cannot be called. Check it digit by digit.' },
  21215: {
    code: 'INVALID_RECIPIENT',
    hint: 'Allow calls to this country in the Twilio Console under Voice > Settings > Geo permissions.',
  },
  21216: {
    code: 'INVALID_RECIPIENT',
    hint: "Twilio does not let this account call this number. Complete the account's Customer Profile in the Twilio Console, or ask Twilio's support.",
  },
  21217: { code: 'INVALID_RECIPIENT', hint: 'This number cannot be called. Check it digit by digit.' },
  21218: { code: 'INVALID_PARAMETER', hint: 'The application SID does not belong to this account.' },
  21219: {
    code: 'INVALID_RECIPIENT',
    hint: 'A trial account can call only verified numbers. Verify this number in the Twilio Console.',
  },
  21220: { code: 'CALL_FAILED', hint: 'This is not possible in the current state of the call. It may have ended.' },
  21266: { code: 'INVALID_RECIPIENT', hint: 'Recipient and sender are the same number. Change one of them.' },
  21408: {
    code: 'INVALID_RECIPIENT',
    hint: "Allow the recipient's country in the Twilio Console under Messaging > Settings > Geo permissions.",
  },
  21421: {
    code: 'INVALID_RECIPIENT',
    hint: 'The number to buy is not a valid phone number. Write it in E.164 format.',
  },
  21422: { code: 'NOT_FOUND', hint: 'The number is no longer available. Search again.' },
  21452: { code: 'NOT_FOUND', hint: 'No number is available in this area code. Search in another area code.' },
  21602: { code: 'INVALID_MESSAGE', hint: 'Give the message a text, a media URL or a content template.' },
  21603: { code: 'MISSING_FROM_NUMBER', hint: 'Set a sender in this node, or a default number in the account node.' },
  21604: { code: 'INVALID_RECIPIENT', hint: 'Set the recipient of the message.' },
  21606: {
    code: 'INVALID_SENDER',
    hint: 'Send from a number of this account that supports SMS. See Phone Numbers in the Twilio Console.',
  },
  21608: {
    code: 'INVALID_RECIPIENT',
    hint: 'A trial account can send only to verified numbers. Verify this number in the Twilio Console, or upgrade the account.',
  },
  21609: { code: 'INVALID_MESSAGE', hint: 'The status callback must be a public URL.' },
  21610: {
    code: 'OPTED_OUT',
    hint: 'The recipient has sent STOP to this sender, and gets no messages until they send START.',
  },
  21611: { code: 'RATE_LIMITED', hint: 'Too many messages are queued for this sender. Send more slowly.' },
  21612: {
    code: 'INVALID_RECIPIENT',
    hint: "This sender cannot reach this recipient. Choose another sender, such as a number in the recipient's country.",
  },
  21614: { code: 'INVALID_RECIPIENT', hint: 'The recipient is not a mobile number, so it cannot receive SMS.' },
  21617: { code: 'MESSAGE_TOO_LARGE', hint: 'Shorten the text to 1,600 characters, or send it in parts.' },
  21619: { code: 'INVALID_MESSAGE', hint: 'Give the message a text, a media URL or a content template.' },
  21620: { code: 'INVALID_MESSAGE', hint: 'A media URL must be public and start with http or https.' },
  21623: { code: 'INVALID_MESSAGE', hint: 'A message can have at most 10 media URLs.' },
  21655: {
    code: 'MISSING_CONTENT_SID',
    hint: 'Check the content SID. It starts with HX and must belong to this account.',
  },
  21656: {
    code: 'INVALID_MESSAGE',
    hint: 'Check the content variables: an object with one value for each variable of the template.',
  },
  21660: { code: 'INVALID_SENDER', hint: 'The sender belongs to another account. Use a sender of this account.' },
  21701: { code: 'INVALID_SENDER', hint: 'The Messaging Service does not exist. Check its SID, which starts with MG.' },
  21703: {
    code: 'INVALID_SENDER',
    hint: 'The Messaging Service has no sender. Add a number to it in the Twilio Console.',
  },
  21704: {
    code: 'INVALID_SENDER',
    hint: 'The Messaging Service has no sender. Add a number to it in the Twilio Console.',
  },
  30003: { code: 'SEND_MESSAGE_FAILED', hint: 'The phone is switched off or out of reach. Try again later.' },
  30004: { code: 'SEND_MESSAGE_FAILED', hint: 'The recipient has blocked messages from this sender.' },
  30005: { code: 'INVALID_RECIPIENT', hint: 'The number is not in service. Check it digit by digit.' },
  30006: { code: 'INVALID_RECIPIENT', hint: 'The number is a landline, or its carrier does not accept messages.' },
  30007: {
    code: 'SEND_MESSAGE_FAILED',
    hint: 'A carrier filtered the message as spam. Reword it, or register the sender.',
  },
  30008: { code: 'SEND_MESSAGE_FAILED', hint: 'The carrier gave no reason. Try again, or use another sender.' },
  30034: {
    code: 'INVALID_SENDER',
    hint: 'US carriers require a registered sender. Complete A2P 10DLC registration in the Twilio Console.',
  },
  35115: { code: 'INVALID_MESSAGE', hint: 'Schedule a message from 5 minutes to 35 days ahead.' },
  60200: { code: 'INVALID_PARAMETER', hint: 'A parameter is invalid. The message of this error names it.' },
  60202: { code: 'RATE_LIMITED', hint: 'Too many attempts to check the code. Start a new verification.' },
  60203: { code: 'RATE_LIMITED', hint: 'Too many codes were sent to this number. Wait ten minutes.' },
  60204: {
    code: 'VERIFY_FAILED',
    hint: 'The Verify Service does not have this feature. Enable custom codes or PSD2 for it in the Twilio Console.',
  },
  60205: {
    code: 'INVALID_RECIPIENT',
    hint: 'The number is a landline, so it cannot receive SMS. Use the channel "call".',
  },
  60207: {
    code: 'VERIFY_FAILED',
    hint: 'The Verify Service has reached its maximum number of rate limits. Delete one.',
  },
  60223: {
    code: 'VERIFY_FAILED',
    hint: 'This channel is disabled for the Verify Service. Use another channel, or enable it in the Twilio Console.',
  },
  60410: { code: 'INVALID_RECIPIENT', hint: "Verify Fraud Guard is blocking this number's prefix at present." },
  60600: { code: 'INVALID_RECIPIENT', hint: 'The number is not in use, or the data packages have nothing about it.' },
  60607: {
    code: 'INVALID_RECIPIENT',
    hint: "The data package does not cover the number's country. Leave the package out.",
  },
  60612: {
    code: 'INVALID_RECIPIENT',
    hint: 'The data package covers only mobile numbers, and this is not a mobile number.',
  },
  60614: {
    code: 'INVALID_CONNECTION_SETTINGS',
    hint: 'Look the number up in its own region. Use an account node of that region.',
  },
  63003: { code: 'INVALID_RECIPIENT', hint: 'This number does not use WhatsApp.' },
  63007: {
    code: 'INVALID_SENDER',
    hint: 'The sender is not a WhatsApp sender of this account. See Messaging > Senders in the Twilio Console.',
  },
  63016: {
    code: 'SEND_MESSAGE_FAILED',
    hint: "Free text can be sent only within 24 hours of the person's last message. Send an approved template instead.",
  },
  63018: {
    code: 'RATE_LIMITED',
    hint: 'WhatsApp does not accept more messages from this sender at present. Send more slowly.',
  },
  63024: { code: 'INVALID_WHATSAPP_NUMBER', hint: 'This number cannot receive WhatsApp messages.' },
};

/** What this package says about one of Twilio's error codes; `undefined` for a code that is not in the table. */
export function knownTwilioCode(twilioCode: number): KnownTwilioCode | undefined {
  return KNOWN_TWILIO_CODES[twilioCode];
}
