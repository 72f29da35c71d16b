import { flag, number, present, text, type Params } from './params';

/**
 * What was said: the transcription of a `<Record>`, or a piece of a real-time transcription.
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
  /** Of a recording: `completed` or `failed`. In real time: `started`, `content`, `stopped` or `error`. */
  status: string;
  text?: string;
  /** In real time: whether this piece will change no more. */
  final?: boolean;
  /** From 0 to 1. */
  confidence?: number;
  /** In real time: `inbound_track` (the caller) or `outbound_track`. */
  track?: string;
  /** In real time: the place of this piece, from 1. */
  sequence?: number;
  /** Such as `en-US`. */
  language?: string;
  url?: string;
  errorCode?: number;
  errorMessage?: string;
  raw: Params;
}

/** The JSON text that holds a piece of a real-time transcription. One that is broken says nothing; `raw` still has it. */
function pieceOf(data: string | undefined): { text?: string; confidence?: number } {
  try {
    const piece: unknown = JSON.parse(data ?? '{}');
    if (typeof piece !== 'object' || piece === null) return {};
    const said: unknown = Reflect.get(piece, 'transcript');
    const confidence: unknown = Reflect.get(piece, 'confidence');
    return {
      ...(typeof said === 'string' ? { text: said } : {}),
      ...(typeof confidence === 'number' ? { confidence } : {}),
    };
  } catch {
    return {};
  }
}

/** The typed event of either kind of transcription. */
export function transcriptionEvent(params: Params): TranscriptionEvent {
  const realTime = text(params, 'TranscriptionEvent')?.replace(/^transcription-/, '');
  const piece = pieceOf(text(params, 'TranscriptionData'));
  return present<TranscriptionEvent>({
    event: 'transcription',
    accountSid: text(params, 'AccountSid') ?? '',
    transcriptionSid: text(params, 'TranscriptionSid') ?? '',
    callSid: text(params, 'CallSid'),
    recordingSid: text(params, 'RecordingSid'),
    from: text(params, 'From'),
    to: text(params, 'To'),
    status: realTime ?? text(params, 'TranscriptionStatus') ?? '',
    text: piece.text ?? text(params, 'TranscriptionText'),
    final: flag(params, 'Final'),
    confidence: piece.confidence,
    track: text(params, 'Track'),
    sequence: number(params, 'SequenceId'),
    language: text(params, 'LanguageCode'),
    url: text(params, 'TranscriptionUrl'),
    errorCode: number(params, 'TranscriptionErrorCode'),
    errorMessage: text(params, 'TranscriptionError'),
    raw: params,
  });
}
