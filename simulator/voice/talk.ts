import { addTranscriptLine, hasEnded, NOBODY } from './call';
import type { SimulatorContext } from '../model/context';
import type { CallRecord } from '../model/call-records';

const WORD_MS = 400;
const KEY_MS = 250;
/** `w` and `W` between keys. https://www.twilio.com/docs/voice/twiml/number#attributes-senddigits */
const PAUSES_MS: Readonly<Record<string, number>> = { w: 500, W: 1000 };

/** The duration of speech, in milliseconds, at 150 words per minute. */
export function speakingTimeMs(text: string): number {
  return Math.max(1, text.split(/\s+/).filter((word) => word !== '').length) * WORD_MS;
}

/** The duration of keys that Twilio plays, in milliseconds. */
export function keysTimeMs(keys: string): number {
  return [...keys].reduce((sum, key) => sum + (PAUSES_MS[key] ?? KEY_MS), 0);
}

/** Connects two calls: their persons hear each other. The returned function separates them. */
export function connectCalls(one: CallRecord, other: CallRecord): () => void {
  one.audience = () => [other];
  other.audience = () => [one];
  return () => {
    one.audience = NOBODY;
    other.audience = NOBODY;
  };
}

/**
 * The person on a call speaks. The flow hears it, and so does everyone the call is connected with.
 * @param reached the calls that these words have reached, so that they reach each call once
 */
export function speak(
  context: SimulatorContext,
  call: CallRecord,
  text: string,
  reached = new Set<CallRecord>(),
): void {
  if (hasEnded(call) || reached.has(call)) return;
  reached.add(call);
  const ms = speakingTimeMs(text);
  const others = call.audience();
  addTranscriptLine(context, call, 'person', 'Speech', text);
  call.audibleUntil.inbound = context.timers.now() + ms;
  call.activity.speech?.(text, ms);
  call.onSpeech?.(ms);
  transcribeSpeech(context, call, 'inbound_track', text);
  for (const other of others) hear(context, other, 'Speech', text, reached);
}

/** The person on a call presses keys. */
export function press(
  context: SimulatorContext,
  call: CallRecord,
  keys: string,
  reached = new Set<CallRecord>(),
): void {
  if (hasEnded(call) || reached.has(call)) return;
  reached.add(call);
  const others = call.audience();
  addTranscriptLine(context, call, 'person', 'Digits', keys);
  // A key can start the next verb, which gets the next key. Twilio's pages do not say whether a Gather gets the keys that were
  // pressed before it started. Here it does not: https://www.twilio.com/docs/voice/twiml/gather
  for (const key of keys) call.activity.digit?.(key);
  for (const other of others) hear(context, other, 'Digits', keys, reached);
}

/** The flow says something. In a call between two own numbers, it is spoken at the far end. */
export function sayToFarEnd(context: SimulatorContext, call: CallRecord, text: string): void {
  if (call.far !== undefined && text !== '') speak(context, call.far, text);
}

/**
 * The flow plays keys. In a call between two own numbers, they are pressed at the far end.
 * @returns a function that stops it
 */
export function playKeysToFarEnd(context: SimulatorContext, { far }: CallRecord, keys: string): () => void {
  if (far === undefined) return () => undefined;
  let passedMs = 0;
  const stops = [...keys].flatMap((key) => {
    passedMs += PAUSES_MS[key] ?? KEY_MS;
    if (!/[0-9*#]/.test(key)) return [];
    const stop = context.timers.after(passedMs, () => {
      far.onEnd.delete(stop);
      press(context, far, key);
    });
    far.onEnd.add(stop);
    return [stop];
  });
  return () => {
    for (const stop of stops) {
      far.onEnd.delete(stop);
      stop();
    }
  };
}

/** The person on a call hears another person. */
function hear(
  context: SimulatorContext,
  call: CallRecord,
  what: 'Speech' | 'Digits',
  text: string,
  reached: Set<CallRecord>,
): void {
  if (hasEnded(call) || reached.has(call)) return;
  reached.add(call);
  addTranscriptLine(context, call, 'other', what, text);
  if (what === 'Speech') {
    call.audibleUntil.outbound = context.timers.now() + speakingTimeMs(text);
    transcribeSpeech(context, call, 'outbound_track', text);
  }
  if (call.far !== undefined) (what === 'Speech' ? speak : press)(context, call.far, text, reached);
}

/** Sends speech to the real-time transcriptions of a call. */
function transcribeSpeech(
  context: SimulatorContext,
  call: CallRecord,
  track: 'inbound_track' | 'outbound_track',
  text: string,
): void {
  for (const one of call.transcriptions) one.partial(track, text);
  const stop = context.timers.after(speakingTimeMs(text), () => {
    call.onEnd.delete(stop);
    for (const one of call.transcriptions) one.final(track, text);
  });
  call.onEnd.add(stop);
}
