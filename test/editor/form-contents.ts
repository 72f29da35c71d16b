/** What the form of each node is to have. */

/** A node on a flow. */
export interface FormContents {
  /** Its name in the palette. */
  label: string;
  /** Its properties, beside `name` and `account`, that have a field. */
  properties: string;
  /** How many outputs a new node has. */
  outputs: number;
  /** The kind of webhook that a trigger shows. */
  webhook?: string;
  /** The field of a new node that has to be filled in. */
  missing?: string;
}

const FILTERED_MESSAGE =
  'filterFrom filterTo filterBody filterBodyMatch filterMedia seeAnswers respond replyText replyMedia deadline ' +
  'fetchMedia folder limit';
const STATUS = 'filterStatus filterFrom filterTo filterError inOrder';

/** By the name of the node's folder. */
export const FORM_CONTENTS: Readonly<Record<string, FormContents>> = {
  'sms-in': { label: 'sms in', properties: FILTERED_MESSAGE, outputs: 1, webhook: 'message' },
  'whatsapp-in': {
    label: 'whatsapp in',
    properties: `${FILTERED_MESSAGE} filterProfile`,
    outputs: 1,
    webhook: 'message',
  },
  'sms-status': { label: 'sms status', properties: STATUS, outputs: 1, webhook: 'message-status' },
  'whatsapp-status': { label: 'whatsapp status', properties: STATUS, outputs: 1, webhook: 'message-status' },
  'call-in': {
    label: 'call in',
    properties: 'filterFrom filterTo respond twiml deadline',
    outputs: 1,
    webhook: 'call',
  },
  'call-status': {
    label: 'call status',
    properties:
      'filterKind filterStatus filterFrom filterTo filterDirection filterMinDuration ' + 'filterMaxDuration inOrder',
    outputs: 1,
    webhook: 'call-status',
  },
  'recording-in': {
    label: 'recording in',
    properties:
      'filterStatus filterFrom filterTo filterMinDuration fetchAudio format channels folder limit ' + 'deleteAfter',
    outputs: 1,
    webhook: 'recording',
  },
  'transcription-in': {
    label: 'transcript in',
    properties: 'filterStatus filterFrom filterTo',
    outputs: 1,
    webhook: 'transcription',
  },
  twiml: { label: 'twiml', properties: 'twiml goOn replaceLiveCall', outputs: 1 },
  'send-whatsapp': {
    label: 'send whatsapp',
    properties:
      'accounts to mode body media contentSid contentVariables from messagingServiceSid track results options',
    outputs: 1,
    missing: 'to',
  },
  'make-call': {
    label: 'make call',
    properties:
      'accounts to from answer say voice language twiml url wait maxWait machineDetection asyncAmd statusEvents ' +
      'timeout timeLimit sendDigits record transcribe transcriptionLanguage options',
    outputs: 1,
    missing: 'to',
  },
  ask: {
    label: 'ask',
    properties:
      'accounts channel to mode body media contentSid contentVariables sender from messagingServiceSid maxWait options',
    outputs: 3,
    missing: 'to',
  },
  'call-control': {
    label: 'call control',
    properties: 'accounts operation callSid conference announceTo transferTo to twiml text url digits',
    outputs: 1,
  },
  verify: {
    label: 'verify',
    properties: 'accounts operation service to channel code friendlyName options',
    outputs: 1,
  },
  lookup: { label: 'lookup', properties: 'accounts number fields cacheMinutes options', outputs: 2 },
  api: {
    label: 'rest api',
    properties: 'accounts resource operation parameters limit emit confirm method path json',
    outputs: 1,
  },
  'send-sms': {
    label: 'send sms',
    properties: 'accounts to from body media sender messagingServiceSid track results options',
    outputs: 1,
    missing: 'to',
  },
  reply: { label: 'reply', properties: 'body media', outputs: 1 },
  say: { label: 'say', properties: 'mode text url seconds voice language loop goOn hungUp', outputs: 1 },
  gather: {
    label: 'gather',
    properties:
      'prompt promptMode input numDigits finishOnKey timeout speechTimeout language hints partial ' +
      'sensitive hungUp',
    outputs: 2,
  },
  menu: {
    label: 'menu',
    properties: 'prompt promptMode choices tries timeout language hints invalidPrompt nothingPrompt hungUp',
    outputs: 3,
  },
  record: {
    label: 'record',
    properties: 'prompt promptMode beep maxLength silence finishOnKey trim transcribe hungUp',
    outputs: 2,
  },
  dial: {
    label: 'dial',
    properties: 'kind to order callerId timeout ringUntilAnswered whisper accept record timeLimit hungUp',
    outputs: 2,
    missing: 'to',
  },
  enqueue: {
    label: 'enqueue',
    properties: 'queue hold holdUrl holdText workflowSid attributes hungUp',
    outputs: 2,
    missing: 'queue',
  },
  conversation: {
    label: 'conversation',
    properties:
      'greeting systemPrompt answers language voice ttsProvider transcriptionProvider interruptible ' +
      'welcomeInterruptible dtmf filler fillerAfter silencePrompt silenceAfter maxDuration options',
    outputs: 3,
  },
  stream: { label: 'stream', properties: 'direction track format frame', outputs: 3 },
  'hang-up': { label: 'hang up', properties: 'reason', outputs: 1 },
};

/** The properties of the account. */
export const ACCOUNT_PROPERTIES =
  'name environment auth region publicUrl path from messagingServiceSid verifyServiceSid validateSignatures ' +
  'silentRecordings sendRate validityPeriod smartEncoded statusCallback voice language holdUrl patience store ' +
  'webhooksOnDeploy fallbackUrl ' +
  'accountSid authToken secondaryAuthToken apiKey apiSecret clientId clientSecret publicUser publicPassword';
