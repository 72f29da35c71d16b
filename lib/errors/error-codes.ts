/** What a page of documentation says about one of our error codes. */
export interface ErrorCodeEntry {
  /** When a node fails with this code. */
  when: string;
  /** What a person can do about it. */
  whatToDo: string;
}

/**
 * The error codes of this package. A Catch node finds them as `msg.error.code`. `docs/error-codes.md` is generated from this
 * table; at run time only its type is used.
 */
export const ERROR_CODES = {
  INVALID_RECIPIENT: {
    when: 'The recipient is missing, is not a valid address, or cannot be reached: a landline, a country that is not enabled, a number that a trial account has not verified.',
    whatToDo: 'Check the number. Write it in E.164 format, such as +14155550100.',
  },
  INVALID_SENDER: {
    when: 'The sender is not a valid address, does not belong to the account, or cannot send this.',
    whatToDo: 'Choose a number, sender ID, WhatsApp sender or Messaging Service of the account.',
  },
  MISSING_FROM_NUMBER: {
    when: 'Neither the node nor the account node has a sender.',
    whatToDo: 'Set "From" in the node, or a default number in the account node.',
  },
  INVALID_MESSAGE: {
    when: 'The text, the media or an option of a message is invalid, or there is no message to reply to.',
    whatToDo: 'Correct the field that the error names.',
  },
  INVALID_PARAMETER: {
    when: 'A parameter of a request is missing, unknown or of the wrong type, or an expression in a field failed.',
    whatToDo: 'Correct the parameter that the error names.',
  },
  INVALID_CALL: {
    when: 'What the call should say or do, or an option of the call, is invalid.',
    whatToDo: 'Correct the field that the error names.',
  },
  INVALID_LOOKUP: {
    when: 'The number, a data package or an option of a lookup is invalid.',
    whatToDo: 'Correct the field that the error names.',
  },
  MESSAGE_TOO_LARGE: {
    when: 'The text or the TwiML document is longer than Twilio allows.',
    whatToDo: 'Shorten it, or send it in parts.',
  },
  MISSING_CONTENT_SID: {
    when: 'The content template is missing, or its SID is not valid.',
    whatToDo: 'Choose a content template. Its SID starts with HX.',
  },
  INVALID_WHATSAPP_NUMBER: {
    when: 'The address is not a valid WhatsApp number.',
    whatToDo: 'Write the number in E.164 format, with or without "whatsapp:".',
  },
  INVALID_CREDENTIALS: {
    when: 'Twilio does not accept the credentials of the account node, or they lack a permission.',
    whatToDo: 'Check the Account SID and the auth token, API key or OAuth client in the account node.',
  },
  INVALID_CONNECTION_SETTINGS: {
    when: 'The node has no deployed account, or the account node is not complete.',
    whatToDo: 'Choose an account in the node, and complete the account node.',
  },
  RATE_LIMITED: {
    when: 'Twilio refused the request because there were too many, and further tries were refused too.',
    whatToDo: 'Send more slowly, or spread the requests over more time.',
  },
  FLOW_STOPPED: {
    when: 'The flow was stopped or redeployed while the request was waiting. Nothing was sent.',
    whatToDo: 'Send it again.',
  },
  OPTED_OUT: {
    when: 'The recipient has sent STOP to this sender.',
    whatToDo: 'Do not send again until they send START.',
  },
  NOT_FOUND: {
    when: 'Twilio has no such resource in this account and region.',
    whatToDo: 'Check the SID, and that it belongs to this account and region.',
  },
  TIMEOUT: {
    when: 'Twilio did not answer in time, or no longer waits for an answer to this message.',
    whatToDo: 'Try again later. To answer a message later, use "reply".',
  },
  CONNECTION_FAILED: {
    when: 'Twilio could not be reached, or a proxy answered in its place.',
    whatToDo: 'Check the network, the name server, the proxy and the certificates of this machine.',
  },
  UNKNOWN_OUTCOME: {
    when: 'The request was sent, but its answer was lost. Twilio may have processed it.',
    whatToDo: 'Look at the log in the Twilio Console before you send it again.',
  },
  SEND_MESSAGE_FAILED: {
    when: 'Twilio refused the message, or it could not be delivered, for another reason than those above.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
  CALL_FAILED: {
    when: 'Twilio refused the call, or an action on it, for another reason than those above.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
  VERIFY_FAILED: {
    when: 'Twilio refused a verification for another reason than those above.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
  NOT_CONFIRMED: {
    when: 'The operation costs money or cannot be undone, and was not confirmed.',
    whatToDo: 'Select "confirmed" in the node, or set msg.confirm to true.',
  },
  LOOKUP_FAILED: {
    when: 'Twilio refused a lookup for another reason than those above.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
  DOWNLOAD_FAILED: {
    when: 'A recording or a media file could not be downloaded or saved.',
    whatToDo: "Follow the error's hint: it names the size limit, the folder or the network.",
  },
  INVALID_TWIML: {
    when: 'The document is not well-formed XML, or has a verb that Twilio does not know.',
    whatToDo: 'Correct the line that the error names.',
  },
  REQUEST_FAILED: {
    when: 'Twilio refused any other request.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;

/** The codes that an error of this package can have. */
export type ErrorCode = keyof typeof ERROR_CODES;
