import { MEDIA_FAMILIES, MESSAGE_PARAMETERS } from './message-parameters';
import {
  ADDRESS,
  CALLBACK_URL,
  CALLER_NAME,
  DOMAIN,
  FACT,
  FILE_URL,
  FLAG,
  IP_ADDRESS,
  JSON_TEXT,
  JSON_TOKEN,
  KEYS,
  LANGUAGE,
  names,
  NUMBER,
  places,
  SID,
  sidShape,
  SPEECH,
  strict,
  TEXT,
  TIME,
  URL_SHAPE,
  usually,
  WEB_TOKEN,
  WORD,
  type Family,
  type Parameters,
} from './parameter-shapes';

/**
 * The parameters of every webhook. `ErrorCode` and `ErrorUrl` come with a request to a fallback URL.
 * https://www.twilio.com/docs/usage/security/availability-reliability
 */
const COMMON: Parameters = [
  ['AccountSid', sidShape('AC')],
  ['ApiVersion', strict(String.raw`\d{4}-\d\d-\d\d`)],
  ...names('From To', ADDRESS),
  ['ErrorCode', NUMBER],
  ['ErrorUrl', URL_SHAPE],
  ...places('From'),
  ...places('To'),
];

/**
 * https://www.twilio.com/docs/voice/twiml#request-parameters, https://www.twilio.com/docs/voice/api/call-resource#statuscallback,
 * https://www.twilio.com/docs/voice/api/sip-twiml
 */
const CALL: Parameters = [
  ...names('CallSid ParentCallSid SipDomainSid', SID),
  ['ForwardedFrom', ADDRESS],
  ...names('CallDuration RecordingDuration SequenceNumber SipResponseCode', NUMBER),
  ...names('CallStatus CallbackSource Direction', WORD),
  ['StirStatus', usually('(?:[ABC]|null)')],
  ['CallerName', CALLER_NAME],
  // URL-encoded JSON in captured requests. No page of Twilio says so.
  ['CallToken', JSON_TOKEN],
  ['SipCallId', FACT],
  ['SipDomain', DOMAIN],
  ['Timestamp', TIME],
  ['SipSourceIp', IP_ADDRESS],
];

/**
 * The verbs Gather, Record, Dial (with Sip and Queue), Enqueue, Refer and Pay, and the noun ConversationRelay.
 * https://www.twilio.com/docs/voice/twiml and the page of each
 */
const VERBS: Parameters = [
  ...names('DialCallSid DequeingCallSid QueueSid', SID),
  ...names(
    `Attempt AvgQueueTime Confidence CurrentQueueSize DialCallDuration DialSipResponseCode MaxQueueSize
    NotifySipResponseCode PayErrorCode QueuePosition QueueTime ReferSipResponseCode SequenceNumber SessionDuration`,
    NUMBER,
  ),
  ...names(
    `BankAccountType DialCallStatus ErrorType For PaymentCardType PaymentMethod QueueResult ReferCallStatus Result
    SessionStatus`,
    WORD,
  ),
  ['DialBridged', FLAG],
  ['Digits', KEYS],
  ['FinishedOnKey', usually('[0-9*#]')],
  // Twilio sends `msg=Gather End` with the digits of a Gather, and does not document it. After `ToZip`, nothing else shows
  // where it starts.
  ['msg', strict('[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*')],
  ['HandoffData', JSON_TEXT],
  ...names(
    `BankAccountNumber BankRoutingNumber ConnectorError DialSipCallId ErrorMessage ExpirationDate
    PaymentCardNumber PaymentCardPostalCode PaymentConfirmationCode PaymentError PaymentToken ProfileId
    ReferTransferTarget SecurityCode SessionId`,
    TEXT,
  ),
  ...names('SpeechResult StableSpeechResult UnstableSpeechResult', SPEECH),
];

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback */
const CONFERENCE: Parameters = [
  ...names('CallSidEndingConference ConferenceSid', SID),
  ...names('Duration RecordingFileSize', NUMBER),
  ...names('EventName ParticipantCallStatus ReasonConferenceEnded StatusCallbackEvent', WORD),
  ...names('Coaching EndConferenceOnExit Hold Muted StartConferenceOnEnter', FLAG),
  ...names('AnnounceUrl', URL_SHAPE),
  ...names(
    `FriendlyName ParticipantLabel ParticipantLabelEndingConference Reason ReasonAnnouncementFailed ReasonParticipantLeft`,
    TEXT,
  ),
];

/** https://www.twilio.com/docs/voice/api/recording, https://www.twilio.com/docs/voice/twiml/record */
const RECORDING: Parameters = [
  ...names('RecordingSid TranscriptionSid', SID),
  ['RecordingChannels', NUMBER],
  ...names('RecordingStatus RecordingTrack TranscriptionStatus', WORD),
  ...names('RecordingUrl TranscriptionUrl', FILE_URL),
  ['TranscriptionText', SPEECH],
  ['RecordingSource', FACT],
  ['RecordingStartTime', TIME],
];

/**
 * https://www.twilio.com/docs/voice/api/siprec, https://www.twilio.com/docs/voice/api/stream-resource. `StreamErrorCode` and
 * `StreamUrl` are not settled.
 */
const MEDIA: Parameters = [
  ...names('SiprecSid StreamSid', SID),
  ...names('SiprecErrorCode StreamErrorCode', NUMBER),
  ...names('SiprecEvent StreamEvent', WORD),
  ['StreamUrl', URL_SHAPE],
  ...names('SiprecError SiprecName StreamError StreamName', TEXT),
];

/**
 * Parameters of calls that none of the pages above names. Answering machine detection and SHAKEN/STIR have pages of their own.
 * The others were seen in requests that others have published. Not settled.
 * https://www.twilio.com/docs/voice/answering-machine-detection, https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
 */
const OTHER_CALL: Parameters = [
  ...names(
    `ApplicationSid ChildCallSid DialConferenceSid FlowSid OutgoingSid ParentAccountSid PhoneNumberSid TrunkSid`,
    SID,
  ),
  // `CalledVia` comes with `ForwardedFrom`, and is the same.
  ...names('Called CalledVia Caller', ADDRESS),
  ...names('MachineDetectionDuration Price', NUMBER),
  ['PriceUnit', usually('[A-Za-z]{3}')],
  ...names('AnsweredBy TranscriptionType', WORD),
  ['StirVerstat', usually('(?:No-)?TN-Validation(?:-(?:Passed|Failed)(?:-[A-C])?)?')],
  // https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
  ['StirPassportToken', WEB_TOKEN],
  ['AddOns', JSON_TEXT],
  ['Language', LANGUAGE],
  ...places('Caller'),
  ...places('Called'),
];

/** https://www.twilio.com/docs/voice/twiml/transcription#statuscallbackurl */
const REALTIME_TRANSCRIPTION: Parameters = [
  ...names('SequenceId Stability TranscriptionErrorCode', NUMBER),
  ...names('Track TranscriptionEvent', WORD),
  ...names('Final PartialResults', FLAG),
  ['LanguageCode', LANGUAGE],
  ...names('ProviderConfiguration TranscriptionData TranscriptionProviderData', JSON_TEXT),
  ...names('InboundTrackLabel Name OutboundTrackLabel TranscriptionEngine TranscriptionError', TEXT),
  // The transcription of a recording has the URL of the callback itself. Twilio does not document it.
  ['url', CALLBACK_URL],
];

const CALLS = [...COMMON, ...CALL, ...VERBS, ...CONFERENCE, ...RECORDING, ...MEDIA, ...OTHER_CALL];

/**
 * The parameters of each sort of webhook. They are separate, because a text may contain a name that only another sort has: a
 * message may say `Called` or `Final`.
 */
export const PARAMETERS = {
  message: [...COMMON, ...MESSAGE_PARAMETERS],
  // `SequenceId` and `Stability` also come with partial speech results.
  call: [...CALLS, ...names('SequenceId Stability', NUMBER)],
  transcription: [...CALLS, ...REALTIME_TRANSCRIPTION],
} as const satisfies Record<string, Parameters>;

/** The webhooks whose parameters differ. */
export type WebhookSort = keyof typeof PARAMETERS;

/** https://www.twilio.com/docs/voice/api/sip-twiml, https://www.twilio.com/docs/voice/twiml/sip */
const SIP_FAMILIES: readonly Family[] = [
  { start: 'SipHeader_', rest: /[\w-]+/y, shape: TEXT, isOpen: true },
  { start: 'DialSipHeader_', rest: /[\w-]+/y, shape: TEXT, isOpen: true },
];

/** Names that Twilio completes, for each sort of webhook. */
export const FAMILIES: Readonly<Record<WebhookSort, readonly Family[]>> = {
  message: MEDIA_FAMILIES,
  call: SIP_FAMILIES,
  transcription: SIP_FAMILIES,
};
