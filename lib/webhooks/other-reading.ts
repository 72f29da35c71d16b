/** Other ways in which the text of a signature can be read. See {@link ./splicing}. */

import type { Kind } from '../events/kinds';
import type { ParameterNames } from './known-parameters';

/** The parameters that Twilio sends with every webhook of a kind. In alphabetical order. */
const REQUIRED: Readonly<Record<Kind, readonly string[]>> = {
  message: ['AccountSid', 'From', 'MessageSid', 'To'],
  'message-status': ['AccountSid', 'MessageSid'],
  call: ['AccountSid', 'CallSid'],
  'call-status': ['AccountSid', 'CallSid'],
  recording: ['AccountSid', 'RecordingSid'],
  transcription: ['AccountSid', 'TranscriptionSid'],
  'stream-status': ['AccountSid', 'StreamSid'],
  'conference-status': ['AccountSid', 'ConferenceSid'],
  'siprec-status': ['AccountSid', 'SiprecSid'],
  step: ['AccountSid', 'CallSid'],
  'step-partial': ['AccountSid', 'CallSid'],
};

/** A parameter's name, and its position in the signed text. */
export interface Place {
  name: string;
  start: number;
  /** Whether the request that arrived reads it in the same way. */
  isOwn: boolean;
}

/**
 * Looks for a reading of the text that has one of the other places.
 * @param places sorted by position
 * @returns the name at that place
 */
export function findOtherReading(
  kind: Kind,
  text: string,
  places: readonly Place[],
  known: ParameterNames,
): string | undefined {
  const skipsRequired = (after: string, before: string): boolean =>
    REQUIRED[kind].some((name) => name > after && name < before);
  const own = new Set(places.filter(({ isOwn }) => isOwn).map(({ start }) => start));
  const canBe = (place: Place, end: number): boolean => {
    const from = place.start + place.name.length;
    const shape = known.shapeOf(place.name);
    if (end < from || shape === undefined) return false;
    const value = text.slice(from, end);
    if (shape.accepts(value)) return true;
    // Or the value ends earlier, and an unknown parameter follows.
    const closed = shape.closed?.exec(value)?.[0];
    if (closed === undefined || !/^[A-Za-z_]/.test(value.slice(closed.length))) return false;
    // It is not accepted at a place of this request's own: there, the other reading can be read like this request.
    return !own.has(from + closed.length);
  };
  /** For each place, the other place that a reading from the start up to here can contain. `''`: none, but readable. */
  const readable: (string | undefined)[] = [];
  for (const [to, place] of places.entries()) {
    let found: string | undefined;
    if (place.start === 0 && !skipsRequired('', place.name)) found = place.isOwn ? '' : place.name;
    for (let from = 0; from < to && !found; from += 1) {
      const before = places[from];
      const reached = readable[from];
      if (before === undefined || reached === undefined || before.name >= place.name) continue;
      if (skipsRequired(before.name, place.name) || !canBe(before, place.start)) continue;
      found = reached || (place.isOwn ? '' : place.name);
    }
    readable.push(found);
  }
  return places
    .map((place, index) => ({ place, found: readable[index] }))
    .find(({ place, found }) => Boolean(found) && !skipsRequired(place.name, '\uffff') && canBe(place, text.length))
    ?.found;
}
