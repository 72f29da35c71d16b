import { absoluteUrl } from '../../protocol/twiml';
import { textOf } from '../../protocol/xml';
import { integerAttribute } from '../attributes';
import { addTranscriptLine } from '../call';
import { keysTimeMs, playKeysToFarEnd, sayToFarEnd, speakingTimeMs } from '../talk';
import type { XmlElement } from '../../model/twiml';
import type { Activity } from '../../model/call-records';
import type { VerbStep } from '../../model/context';

/** The simulator does not download audio. Every file has this duration. */
const PLAY_MS = 3000;
const MAX_REPEATS = 1000;

/** The verbs that `<Gather>` can contain. */
export const PROMPT_VERBS = new Set(['Say', 'Play', 'Pause']);

/** Runs `<Say>`, `<Play>` or `<Pause>`. https://www.twilio.com/docs/voice/twiml/say */
export function sayVerb({ context, call, source, element }: Omit<VerbStep, 'resume'>, done: () => void): Activity {
  const { text, ms } = playbackOf({ source, element });
  addTranscriptLine(context, call, 'flow', element.name, text);
  if (element.name !== 'Pause') call.audibleUntil.outbound = context.timers.now() + ms;
  if (element.name === 'Say') sayToFarEnd(context, call, text);
  else if (element.attributes['digits'] !== undefined) playKeysToFarEnd(context, call, text);
  const stop = context.timers.after(ms, () => {
    if (element.name === 'Say') for (const one of call.transcriptions) one.final('outbound_track', text);
    done();
  });
  return {
    stop() {
      stop();
      call.audibleUntil.outbound = context.timers.now();
    },
  };
}

function playbackOf({ source, element }: Pick<VerbStep, 'source' | 'element'>): { text: string; ms: number } {
  if (element.name === 'Pause') {
    const seconds = integerAttribute(source, element, 'length', 1, [0, 3600]);
    return { text: `${String(seconds)} s`, ms: seconds * 1000 };
  }
  const loop = integerAttribute(source, element, 'loop', 1, [0, MAX_REPEATS]);
  const times = loop === 0 ? MAX_REPEATS : loop;
  const text = textContent(element);
  if (element.name === 'Say') return { text, ms: times * (text === '' ? 0 : speakingTimeMs(text)) };
  const digits = element.attributes['digits'];
  if (digits !== undefined) return { text: digits, ms: times * keysTimeMs(digits) };
  const url = absoluteUrl(text, source.url);
  if (url === undefined) source.line?.error(`11100: Invalid URL format in <Play>: "${text.slice(0, 100)}"`);
  return { text: url ?? text, ms: url === undefined ? 0 : times * PLAY_MS };
}

/** The text of an element, with single spaces. */
export function textContent(element: XmlElement): string {
  return textOf(element).replace(/\s+/g, ' ').trim();
}
