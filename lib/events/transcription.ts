import { flag, number, present, text, type Params } from './params';

/**
 * The transcription of a recording, or a part of a real-time transcription.
 * https://www.twilio.com/docs/voice/twiml/record#transcribecallback and
 * https://www.twilio.com/docs/voice/twiml/transcription#statuscallbackurl
 */
export interface TranscriptionEvent {
  event: 'transcription';
  accountSid: string;
  transcriptionSid: string;
  callSid?: string;
  recordingSid?: string;
  from?: string;
  to?: string;
  /** `completed` or `failed` for a recording; `started`, `content`, `stopped` or `error` in real time. */
  status: string;
  text?: string;
  /** In real time: whether this part is final. */
  final?: boolean;
  /** From 0 to 1. */
  confidence?: number;
  /** In real time: `inbound_track` (the caller) or `outbound_track`. */
  track?: string;
  /** In real time: the position of this part, from 1. */
  sequence?: number;
  /** Such as `en-US`. */
  language?: string;
  url?: string;
  errorCode?: number;
  errorMessage?: string;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

/** Reads a part of a real-time transcription. Empty when it is not valid JSON. It is also in `raw`. */
function partOf(data: string | undefined): { text?: string; confidence?: number } {
  try {
    const part: unknown = JSON.parse(data ?? '{}');
    if (typeof part !== 'object' || part === null) return {};
    const transcript: unknown = Reflect.get(part, 'transcript');
    const confidence: unknown = Reflect.get(part, 'confidence');
    return {
      ...(typeof transcript === 'string' ? { text: transcript } : {}),
      ...(typeof confidence === 'number' ? { confidence } : {}),
    };
  } catch {
    return {};
  }
}

/** The event of either kind of transcription. */
export function transcriptionEvent(params: Params): TranscriptionEvent {
  const realTime = text(params, 'TranscriptionEvent')?.replace(/^transcription-/, '');
  const part = partOf(text(params, 'TranscriptionData'));
  return present<TranscriptionEvent>({
    event: 'transcription',
    accountSid: text(params, 'AccountSid') ?? '',
    transcriptionSid: text(params, 'TranscriptionSid') ?? '',
    callSid: text(params, 'CallSid'),
    recordingSid: text(params, 'RecordingSid'),
    from: text(params, 'From'),
    to: text(params, 'To'),
    status: realTime ?? text(params, 'TranscriptionStatus') ?? '',
    text: part.text ?? text(params, 'TranscriptionText'),
    final: flag(params, 'Final'),
    confidence: part.confidence,
    track: text(params, 'Track'),
    sequence: number(params, 'SequenceId'),
    language: text(params, 'LanguageCode'),
    url: text(params, 'TranscriptionUrl'),
    errorCode: number(params, 'TranscriptionErrorCode'),
    errorMessage: text(params, 'TranscriptionError'),
    raw: params,
  });
}
