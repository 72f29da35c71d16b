import { absolute } from '../../protocol/twiml';
import { textOf } from '../../protocol/xml';
import { whole } from '../attributes';
import { note } from '../call';
import type { XmlElement } from '../../model/twiml';
import type { Activity } from '../../model/call-records';
import type { Step } from '../../model/context';

const WORD_TIME = 400;
const KEY_TIME = 250;
/** The simulator does not listen to what it plays; every sound takes so long. */
const PLAY_TIME = 3000;
const MAX_REPEATS = 1000;

/** How long words take to be spoken, in milliseconds: 150 a minute. */
export function speakingTime(text: string): number {
  return Math.max(1, text.split(/\s+/).filter((word) => word !== '').length) * WORD_TIME;
}

/** Verbs that are heard, and that a Gather may hold: what they say, and for how long. */
export const SPOKEN = new Set(['Say', 'Play', 'Pause']);

/** Says, plays or waits. Returns what calls it off. https://www.twilio.com/docs/voice/twiml/say */
export function talk({ world, call, source, element }: Omit<Step, 'resume'>, done: () => void): Activity {
  const { text, ms } = soundOf({ source, element });
  note(world, call, 'flow', element.name, text);
  if (element.name !== 'Pause') call.heardUntil.outbound = world.timers.now() + ms;
  const stop = world.timers.after(ms, () => {
    if (element.name === 'Say') for (const one of call.transcriptions) one.said('outbound_track', text);
    done();
  });
  return {
    stop() {
      stop();
      call.heardUntil.outbound = world.timers.now();
    },
  };
}

function soundOf({ source, element }: Pick<Step, 'source' | 'element'>): { text: string; ms: number } {
  if (element.name === 'Pause') {
    const seconds = whole(source, element, 'length', 1, [0, 3600]);
    return { text: `${String(seconds)} s`, ms: seconds * 1000 };
  }
  const loop = whole(source, element, 'loop', 1, [0, MAX_REPEATS]);
  const times = loop === 0 ? MAX_REPEATS : loop;
  const text = said(element);
  if (element.name === 'Say') return { text, ms: times * (text === '' ? 0 : speakingTime(text)) };
  const digits = element.attributes['digits'];
  if (digits !== undefined) return { text: digits, ms: times * digits.length * KEY_TIME };
  const url = absolute(text, source.url);
  if (url === undefined) source.line?.error(`11100: Invalid URL format in <Play>: "${text.slice(0, 100)}"`);
  return { text: url ?? text, ms: url === undefined ? 0 : times * PLAY_TIME };
}

/** The words of an element, with the white space between its lines and tags made single. */
export function said(element: XmlElement): string {
  return textOf(element).replace(/\s+/g, ' ').trim();
}
