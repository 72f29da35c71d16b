import { absoluteUrl } from '../../protocol/twiml';
import { textOf } from '../../protocol/xml';
import { integerAttribute } from '../attributes';
import { addTranscriptLine, endTranscriptLine } from '../call';
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
  const { text, ms, times } = playbackOf({ source, element });
  const isKeys = element.name === 'Play' && element.attributes['digits'] !== undefined;
  const line = addTranscriptLine(context, call, 'flow', element.name, text);
  if (element.name !== 'Pause') call.audibleUntil.outbound = context.timers.now() + times * ms;
  let stopRound = (): void => undefined;
  const end = (): void => {
    if (element.name === 'Play' && !isKeys) endTranscriptLine(context, call, line);
  };
  const round = (left: number): void => {
    if (element.name === 'Say') sayToFarEnd(context, call, text);
    const stopKeys = isKeys ? playKeysToFarEnd(context, call, text) : undefined;
    const stopTimer = context.timers.after(ms, () => {
      if (element.name === 'Say') for (const one of call.transcriptions) one.final('outbound_track', text);
      if (left > 1) {
        round(left - 1);
        return;
      }
      end();
      done();
    });
    stopRound = () => {
      stopKeys?.();
      stopTimer();
    };
  };
  round(times);
  return {
    stop() {
      stopRound();
      end();
      call.audibleUntil.outbound = context.timers.now();
    },
  };
}

/** What is played, how long it takes once, and how often it is played: `loop="0"` is until the call ends. */
function playbackOf({ source, element }: Pick<VerbStep, 'source' | 'element'>): {
  text: string;
  ms: number;
  times: number;
} {
  if (element.name === 'Pause') {
    const seconds = integerAttribute(source, element, 'length', 1, [0, 3600]);
    return { text: `${String(seconds)} s`, ms: seconds * 1000, times: 1 };
  }
  const loop = integerAttribute(source, element, 'loop', 1, [0, MAX_REPEATS]);
  const repeated = (text: string, ms: number): ReturnType<typeof playbackOf> => ({
    text,
    ms,
    // What takes no time is not repeated.
    times: ms === 0 ? 1 : loop === 0 ? MAX_REPEATS : loop,
  });
  const text = textContent(element);
  if (element.name === 'Say') {
    const problem = sayProblem(text, element.attributes['voice']);
    if (problem === undefined) return repeated(text, speakingTimeMs(text));
    source.line?.error(problem);
    return repeated('', 0);
  }
  const digits = element.attributes['digits'];
  if (digits !== undefined) return repeated(digits, keysTimeMs(digits));
  const url = absoluteUrl(text, source.url);
  if (url === undefined) source.line?.error(`11100: Invalid URL format in <Play>: "${text.slice(0, 100)}"`);
  return repeated(url ?? text, url === undefined ? 0 : PLAY_MS);
}

/**
 * Why a text is not spoken. For an empty or too long text, Twilio documents only a warning. That the call goes on with the next
 * verb, and how characters of several bytes are counted, could not be settled.
 *
 * https://www.twilio.com/docs/api/errors/13520, https://www.twilio.com/docs/api/errors/13521
 */
function sayProblem(text: string, voice = ''): string | undefined {
  if (text === '') return '13520: Say: Invalid text: the text is empty';
  // The Console sets the provider of a voice without a prefix, so the largest limit counts.
  const maxLength = /^Polly\./i.test(voice) ? 3000 : /^(?:man|woman|alice)$/i.test(voice) ? 4096 : 5000;
  if (text.length <= maxLength) return undefined;
  return `13521: <Say> element character limits exceeded: ${String(text.length)} characters, at most ${String(maxLength)}`;
}

/** The text of an element, with single spaces. */
export function textContent(element: XmlElement): string {
  return textOf(element).replace(/\s+/g, ' ').trim();
}
