/** Other ways in which the text of a signature can be read. See {@link ./splicing}. */

import type { Kind } from '../events/kinds';
import type { ParameterNames } from './known-parameters';

/** The parameters that Twilio sends with every webhook of a kind. In alphabetical order. */
const REQUIRED: Readonly<Record<Kind, readonly string[]>> = {
  message: ['AccountSid', 'From', 'MessageSid', 'To'],
  'message-status': ['AccountSid', 'MessageSid'],
  // These may also get the events of a conference, some of which have no `CallSid`.
  call: ['AccountSid'],
  'call-status': ['AccountSid'],
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

/** What is looked for. */
export interface Search {
  kind: Kind;
  text: string;
  /** Sorted by position. */
  places: readonly Place[];
  known: ParameterNames;
}

/** A name of several words. Values that Twilio or a carrier writes do not contain one. */
export const LONG_NAME = /[a-z][A-Z]/;

/**
 * Looks for a reading of the text that has one of the other places.
 * @param isStrict whether its values can be unusual
 * @returns the name at that place
 */
export function findOtherReading(search: Search, isStrict: boolean): string | undefined {
  return findReading(search, { isOther: true, isStrict }) || undefined;
}

/** Whether the text can be read with usual values only, and without unknown parameters. */
export const hasUsualReading = (search: Search): boolean =>
  findReading(search, { isOther: false, isStrict: false }) !== undefined;

/**
 * Looks for a reading of the text.
 * @param isOther whether it must have one of the other places, and may have unknown parameters
 * @param isStrict whether its values can be unusual
 * @returns the name at the other place; empty when there is none
 */
function findReading(
  { kind, text, places, known }: Search,
  { isOther, isStrict }: { isOther: boolean; isStrict: boolean },
): string | undefined {
  const skipsRequired = (after: string, before: string): boolean =>
    REQUIRED[kind].some((name) => name > after && name < before);
  const ownPlaces = places.filter(({ isOwn }) => isOwn);
  const own = new Set(ownPlaces.map(({ start }) => start));
  const sids = ownPlaces.filter(({ name }) => name.endsWith('Sid')).map(({ start }) => start);
  const longNames = places.filter(({ name }) => LONG_NAME.test(name)).map(({ start }) => start);
  /** For each place, where the first name of several words is after its own name. Places are sorted, so few are skipped. */
  let skipped = 0;
  const nextLongName = places.map(({ name, start }) => {
    while ((longNames[skipped] ?? Infinity) < start) skipped += 1;
    let next = skipped;
    while ((longNames[next] ?? Infinity) < start + name.length) next += 1;
    return longNames[next] ?? Infinity;
  });
  const canBe = (index: number, end: number): boolean => {
    const place = places[index];
    if (place === undefined) return false;
    const from = place.start + place.name.length;
    const shape = known.shapeOf(place.name);
    if (end < from || shape === undefined) return false;
    const hasName = shape.hasNoNames === true && (nextLongName[index] ?? Infinity) < end;
    const value = text.slice(from, end);
    const isUsual = !hasName && shape.isUsual?.(value) !== false;
    if ((isUsual || isStrict) && shape.accepts(value)) return true;
    if (!isOther) return false;
    // Or the value ends earlier, and an unknown parameter follows.
    const closed = shape.closed?.exec(value)?.[0];
    if (closed === undefined || !/^[A-Za-z_]/.test(value.slice(closed.length))) return false;
    const unknownStart = from + closed.length;
    // A new parameter of Twilio does not have the SIDs of this request in its value.
    if (sids.some((start) => start > unknownStart && start < end)) return false;
    // It is not accepted at a place of this request's own: there, the other reading can be read like this request.
    return !own.has(unknownStart);
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
      if (skipsRequired(before.name, place.name) || !canBe(from, place.start)) continue;
      found = reached || (place.isOwn ? '' : place.name);
    }
    readable.push(found);
  }
  const last = places.findIndex(
    (place, index) =>
      (isOther ? Boolean(readable[index]) : readable[index] !== undefined) &&
      !skipsRequired(place.name, '\uffff') &&
      canBe(index, text.length),
  );
  return readable[last];
}
