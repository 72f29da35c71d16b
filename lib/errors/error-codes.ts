/** An error code's row in `docs/error-codes.md`. Plain text, whole sentences. */
export interface ErrorCodeEntry {
  /** When a node fails with this code. */
  when: string;
  whatToDo: string;
}

/**
 * The error codes of this package. A Catch node finds them as `msg.error.code`. `npm run docs` generates
 * `docs/error-codes.md` from this table; at run time only its type is used.
 */
export const ERROR_CODES = {
  INVALID_RECIPIENT: {
    when: 'The recipient is missing, is not a valid address, or cannot be reached. Examples: a landline, a country that is not enabled, a number that a trial account has not verified.',
    whatToDo:
      "Check the number. Write it in E.164 format, such as +14155550100. If the number is right, follow the error's hint.",
  },
  INVALID_SENDER: {
    when: 'The sender is not a valid address, does not belong to the account, or cannot send this message or place this call.',
    whatToDo: 'Choose a number, sender ID, WhatsApp sender or Messaging Service of the account.',
  },
  MISSING_FROM_NUMBER: {
    when: 'Neither the node nor its account node has a sender.',
    whatToDo: 'Set "From" or a Messaging Service in the node, or a default in the account node.',
  },
  INVALID_MESSAGE: {
    when: 'The text, the media or an option of a message is invalid, or msg.twilio has no message or call to answer.',
    whatToDo: 'Correct the field that the error names. Keep msg.twilio between the trigger and the answer.',
  },
  INVALID_PARAMETER: {
    when: 'A parameter of a request is missing, unknown or of the wrong type, or an expression in a field failed.',
    whatToDo: 'Correct the parameter that the error names.',
  },
  INVALID_CALL: {
    when: 'The text to say, the URL, the digits or an option of a call is invalid, or the call is not in the node that a message is for.',
    whatToDo: 'Correct the field that the error names.',
  },
  INVALID_LOOKUP: {
    when: 'A data package or an option of a lookup is invalid.',
    whatToDo: 'Correct the field that the error names.',
  },
  MESSAGE_TOO_LARGE: {
    when: 'The text or the TwiML document is longer than Twilio accepts.',
    whatToDo: 'Shorten it, or send it in parts.',
  },
  MISSING_CONTENT_SID: {
    when: 'The SID of the content template is missing or not valid.',
    whatToDo: 'Choose a content template of the account. Its SID starts with HX.',
  },
  INVALID_WHATSAPP_NUMBER: {
    when: 'The address is not a valid WhatsApp number, or the number cannot receive WhatsApp messages.',
    whatToDo: 'Write the number in E.164 format, with or without "whatsapp:".',
  },
  INVALID_CREDENTIALS: {
    when: 'Twilio does not accept the credentials of the account node, or they lack a permission.',
    whatToDo: 'Check the Account SID and the auth token, API key or OAuth client in the account node.',
  },
  INVALID_CONNECTION_SETTINGS: {
    when: 'The node has no deployed account node, or a setting is missing: the credentials, the Public URL or the Verify Service.',
    whatToDo: 'Choose an account in the node, complete the account node, and deploy.',
  },
  RATE_LIMITED: {
    when: 'Twilio refused the request because there were too many requests, messages or verification attempts. Where waiting helps, the request was sent again first.',
    whatToDo: 'Send more slowly, or try again later.',
  },
  FLOW_STOPPED: {
    when: 'The flow was stopped or deployed while the request was waiting to be sent. Nothing was sent.',
    whatToDo: 'Send it again.',
  },
  DEADLINE_MISSED: {
    when: 'The flow did not answer a message or call before the deadline of its trigger, or a deployment stopped it. Twilio got another response: empty TwiML, if the trigger has no other one.',
    whatToDo:
      'Answer sooner, raise "Wait up to" in the trigger, or set a fixed reply. A message can still be answered: wire "reply" after the Catch node.',
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
    whatToDo: 'Try again later. To answer a message later, use the node "reply".',
  },
  CONNECTION_FAILED: {
    when: 'Twilio could not be reached, or a proxy answered in its place.',
    whatToDo: 'Check the network, the name server, the proxy and the certificates of this machine.',
  },
  UNKNOWN_OUTCOME: {
    when: 'The request was sent, but its answer was lost or does not show whether Twilio processed it. Or the flow was stopped while "make call" waited for a call to end.',
    whatToDo: 'Look at the log in the Twilio Console before you send it again.',
  },
  SEND_MESSAGE_FAILED: {
    when: 'Twilio refused the message for a reason that has no code of its own here.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
  CALL_FAILED: {
    when: 'Twilio refused the call, or a change of the call, for a reason that has no code of its own here.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
  VERIFY_FAILED: {
    when: 'Twilio refused a verification for a reason that has no code of its own here.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
  CALL_BUSY: {
    when: 'A step that waits for the caller was reached while the call waits in another one.',
    whatToDo: 'Wire the steps of a call one after the other. Do not wire two steps that wait to the same output.',
  },
  CALL_ENDED: {
    when: 'A step was reached, but the call has ended.',
    whatToDo: 'Wire what follows a hang-up to nodes that need no call.',
  },
  CALL_LOOP: {
    when: 'The steps of a call are wired in a loop that never waits for the caller, or that never ends. The call was ended.',
    whatToDo: 'Let the loop go through a step that waits for the caller, and count the tries.',
  },
  TOO_MANY_QUESTIONS: {
    when: '"ask" has too many questions without a reply, to one person or in all.',
    whatToDo: 'Ask less often, or wait for the reply for a shorter time.',
  },
  STORE_FAILED: {
    when: 'What must survive a restart could not be written or read.',
    whatToDo: 'Check that the disk is not full and that Node-RED may write to its user directory.',
  },
  STORE_FULL: {
    when: 'The store of the account node has reached its bounds.',
    whatToDo: 'Use shorter lifetimes, or smaller messages in waiting calls.',
  },
  ALREADY_ANSWERED: {
    when: 'The message or call already has its answer: a fixed one, or that of another node. The first answer wins.',
    whatToDo:
      'Let only one trigger or node answer. To change a live call, select "Replace a call in progress" in "twiml".',
  },
  NOT_CONFIRMED: {
    when: 'The operation costs money or cannot be undone, and was not confirmed.',
    whatToDo: 'Select "Confirmed" in the node, or set msg.confirm to true.',
  },
  LOOKUP_FAILED: {
    when: 'Twilio refused a lookup for a reason that has no code of its own here.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code.",
  },
  DOWNLOAD_FAILED: {
    when: 'A recording or a media file could not be downloaded or saved.',
    whatToDo: "Follow the error's hint: it names the size limit, the folder or the network.",
  },
  INVALID_TWIML: {
    when: 'The document is empty or too long, is not well-formed XML, or has a verb that Twilio does not know.',
    whatToDo: 'Correct the line that the error names.',
  },
  REQUEST_FAILED: {
    when: 'Twilio refused any other request for a reason that has no code of its own here, or the node itself failed.',
    whatToDo: "Follow the error's hint. Its cause has Twilio's own error code, when Twilio gave one.",
  },
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;

/** The codes that an error of this package can have. */
export type ErrorCode = keyof typeof ERROR_CODES;
