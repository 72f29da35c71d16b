import type { CallLine, PhoneCall } from '../model/call';

/**
 * What is said and heard in a call.
 *
 * - `speech`: words.
 * - `keys`: the keys that the person pressed.
 * - `tones`, `audio`, `music`: the flow plays keys, a file (`text` is its URL), or the hold music.
 * - `record`, `dial`, `queue`: the flow records, calls a number, or puts the call into a queue.
 */
export interface Caption {
  id: string;
  /** Who is heard: the flow, this phone, or the person at the other end. */
  who: CallLine['who'];
  kind: 'speech' | 'keys' | 'tones' | 'audio' | 'music' | 'record' | 'dial' | 'queue';
  text: string;
  /** The words that an assistant will say next. Empty when it is not speaking. */
  upcoming: string;
  /** The person has interrupted the assistant. */
  interrupted: boolean;
  /** Milliseconds since 1970. */
  at: number;
}

/** The name of the hold music in the transcript. */
const HOLD_MUSIC = 'hold music';

function flowKind({ verb, text }: CallLine): Caption['kind'] | undefined {
  switch (verb) {
    case 'Say':
      return text === '' ? undefined : 'speech';
    case 'Play':
      if (text === HOLD_MUSIC) return 'music';
      return /^[0-9A-D*#wW,]+$/i.test(text) ? 'tones' : 'audio';
    case 'SendDigits':
      return 'tones';
    case 'Record':
      return 'record';
    case 'Dial':
      return 'dial';
    case 'Enqueue':
      return 'queue';
    default:
      return undefined;
  }
}

function kindOf(line: CallLine): Caption['kind'] | undefined {
  if (line.who === 'flow') return flowKind(line);
  return line.verb === 'Speech' ? 'speech' : line.verb === 'Digits' ? 'keys' : undefined;
}

/** The captions of a call, oldest first. Keys that follow each other are one caption. */
export function captionsOf(call: PhoneCall): Caption[] {
  const captions: Caption[] = [];
  const sameTime = new Map<string, number>();
  for (const line of call.lines) {
    const kind = kindOf(line);
    if (kind === undefined) continue;
    const { who } = line;
    const last = captions.at(-1);
    if (kind === 'keys' && last?.kind === 'keys' && last.who === who) {
      captions[captions.length - 1] = { ...last, text: `${last.text} ${spaced(line.text)}` };
      continue;
    }
    const text = kind === 'keys' || kind === 'tones' ? spaced(line.text) : line.text;
    // Stays the same when the oldest lines of the transcript are removed.
    const id = `${call.sid} ${who} ${String(line.at)}`;
    const count = sameTime.get(id) ?? 0;
    sameTime.set(id, count + 1);
    const { upcoming, interrupted } = line;
    captions.push({ id: `${id} ${String(count)}`, who, kind, text, upcoming, interrupted, at: line.at });
  }
  return captions;
}

/** The words that are new in a caption, to read them out. They include the words that an assistant will say next. */
export function newWords(caption: Caption, before: Caption | undefined): string {
  if (caption.who === 'person' || caption.kind !== 'speech' || caption.interrupted) return '';
  const words = caption.text + caption.upcoming;
  const known = before === undefined ? '' : before.text + before.upcoming;
  return words.startsWith(known) ? words.slice(known.length).trim() : '';
}

/** `12#` becomes `1 2 #`. */
function spaced(keys: string): string {
  return [...keys].join(' ');
}

/** Audio or hold music of the flow. */
export interface FlowAudio {
  /** Differs when the same file is played again. */
  id: string;
  kind: 'audio' | 'music';
  url: string;
  /** The simulator is done with it. The file itself can be longer, because the simulator does not download it. */
  ended: boolean;
}

/** What the flow plays, or has played last before it is silent. */
export function nowPlaying(call: PhoneCall): FlowAudio | undefined {
  const last = call.lines.filter(({ who }) => who === 'flow').at(-1);
  if (!last || call.endedAt !== null) return undefined;
  const kind = flowKind(last);
  if (kind !== 'audio' && kind !== 'music') return undefined;
  return { id: `${String(last.at)} ${last.text}`, kind, url: last.text, ended: last.ended };
}
