import type { Kind } from '../events/kinds';
import { text, type Params } from '../events/params';
import type { ActivityEntry } from './entry';

/** What a list shows of an event. */
export type Summary = Pick<ActivityEntry, 'from' | 'to' | 'sid' | 'text'>;

/** The parameter that names what an event is about, the most specific first. */
const SIDS = ['MessageSid', 'SmsSid', 'TranscriptionSid', 'RecordingSid', 'ConferenceSid', 'CallSid'];

/** The parameter that says what an event is, by kind. */
const TEXTS: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  message: ['Body'],
  'message-status': ['MessageStatus', 'SmsStatus'],
  call: ['CallStatus'],
  'call-status': ['CallStatus'],
  recording: ['RecordingStatus'],
  transcription: ['TranscriptionText', 'TranscriptionEvent'],
  'stream-status': ['StreamEvent'],
  'conference-status': ['StatusCallbackEvent'],
  'siprec-status': ['SiprecEvent'],
  step: ['Digits', 'SpeechResult', 'CallStatus'],
  'step-partial': ['UnstableSpeechResult', 'StableSpeechResult'],
};

/** The first of these parameters that is there. */
export function firstOf(params: Params, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = text(params, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a list shows of an event with these parameters. */
export function summaryOf(kind: string, params: Params): Summary {
  return {
    from: text(params, 'From'),
    to: text(params, 'To'),
    sid: firstOf(params, SIDS),
    text: firstOf(params, TEXTS[kind as Kind] ?? []),
  };
}
