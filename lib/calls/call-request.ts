/** What happens when a call is answered: it says a text, runs a TwiML document, requests a URL, or continues in the flow. */
export type CallAnswer = 'say' | 'twiml' | 'url' | 'flow';

/** The events of a call that Twilio can report. https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent */
export const CALL_EVENTS = ['initiated', 'ringing', 'answered', 'completed'] as const;

/** A transcription of a live call. https://www.twilio.com/docs/voice/twiml/transcription */
export interface Transcription {
  /** The URL that gets the text. */
  url: string;
  /** The language that is spoken, such as `en-US`. Twilio's default when empty. */
  language?: string | undefined;
}

/** A call to place. Values of unknown type come from the flow and are checked. */
export interface CallRequest {
  to: unknown;
  /** The account's default number when empty. */
  from?: unknown;
  answer: CallAnswer;
  say?: unknown;
  voice?: string | undefined;
  language?: string | undefined;
  twiml?: unknown;
  url?: unknown;
  /** The webhook of the flow, for `flow`. */
  flowUrl?: string | undefined;
  /** How long it rings, in seconds. */
  timeout?: unknown;
  /** How long the call may last, in seconds. */
  timeLimit?: unknown;
  record?: unknown;
  /** `''`, `Enable` or `DetectMessageEnd`. */
  machineDetection?: unknown;
  /** Whether the call continues while answering machine detection runs. Its result goes to `statusCallback`. */
  asyncAmd?: boolean;
  sendDigits?: unknown;
  /** Which of {@link CALL_EVENTS} to report: a list, or one of them as a text. */
  statusEvents?: unknown;
  /** The URL for status callbacks, and for the result of asynchronous answering machine detection. */
  statusCallback?: string | undefined;
  recordingStatusCallback?: string | undefined;
  /** Transcribes the call while it lasts. Only with `say` and `twiml`. */
  transcription?: Transcription | undefined;
  /** Other parameters of the REST API in camelCase. */
  options?: unknown;
}
