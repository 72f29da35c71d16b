import { unescape } from 'node:querystring';
import type { Kind } from '../events/kinds';
import type { Params } from '../events/params';
import { PARAMETER_NAME, type KnownParameters, type ParameterNames } from './known-parameters';
import { looksNew } from './new-parameters';

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

/** The most places in a request that may be the start of a parameter. A real request has fewer than a hundred. */
const MAX_PLACES = 1000;

/** A parameter's name, and its position in the signed text. */
interface Place {
  name: string;
  start: number;
  /** Whether the request that arrived reads it in the same way. */
  isOwn: boolean;
}

/** The text that a signature covers after the URL, and the parameters that the request reads from it. */
interface SignedText {
  text: string;
  own: { name: string; start: number; value: string }[];
}

function signedText(params: Params): SignedText {
  const own: SignedText['own'] = [];
  let text = '';
  for (const name of Object.keys(params).sort()) {
    const value = params[name] ?? '';
    // As Twilio signs a repeated name: each value once, sorted.
    for (const one of typeof value === 'string' ? [value] : [...new Set(value)].sort()) {
      own.push({ name, start: text.length, value: one });
      text += name + one;
    }
  }
  return { text, own };
}

/**
 * Checks that a signed form can be read in one way only.
 *
 * Twilio signs the URL, then all names and values, sorted and joined without separators. So a signature is also valid
 * for any other request with the same text: `Body=hiFrom+19995550000FromCity` can be turned into a body, a sender and a
 * city. A request is accepted when its known parameters have the shapes that Twilio uses, and no other such
 * reading of the same text has a parameter where this one has none. Of two readings of one text, therefore, at most one
 * is accepted. The random characters of a token can contain a name by chance, so a cut token is not another reading.
 *
 * Twilio adds parameters without notice, so a name that it does not document is accepted too. Therefore three things stay
 * uncertain: the boundary between two such parameters, the end of the name of a SIP header, and whether a text such as
 * `YouTube is on` ends before such a name, see {@link looksNew}.
 *
 * https://www.twilio.com/docs/usage/security#validating-requests
 * @param options.isUrlComplete whether the signed URL has no query, so that it cannot continue: no webhook has the path
 * of another webhook followed by the name of a parameter
 * @returns what is wrong, as the end of the sentence "its parameters …"; `undefined` when nothing is
 */
export function splicingProblem(
  kind: Kind,
  params: Params,
  parameters: KnownParameters,
  { isUrlComplete = false } = {},
): string | undefined {
  const known = parameters.of(kind);
  const signed = signedText(params);
  const problem = shapeProblem(signed, known, isUrlComplete);
  if (problem !== undefined) return problem;
  const places = otherPlaces(signed, known);
  if (places.length === 0) return undefined;
  const all = [
    ...places.map((place) => ({ ...place, isOwn: false })),
    ...signed.own
      .filter(({ name }) => known.shapeOf(name) !== undefined)
      .map(({ name, start }) => ({ name, start, isOwn: true })),
  ];
  if (all.length > MAX_PLACES) return 'contain too many names of other parameters';
  all.sort((a, b) => a.start - b.start);
  const other = findOtherReading(kind, signed.text, all, known);
  return other === undefined ? undefined : `can be read in another way, with "${other}" inside of another value`;
}

/** Checks each parameter by itself. */
function shapeProblem({ text, own }: SignedText, known: ParameterNames, isUrlComplete: boolean): string | undefined {
  let previous: SignedText['own'][number] | undefined;
  for (const param of own) {
    const { name, value } = param;
    const shape = known.shapeOf(name);
    if (shape === undefined) {
      if (!PARAMETER_NAME.test(name)) return `include the name ${JSON.stringify(name.slice(0, 64))}`;
      const isCertain = previous === undefined ? isUrlComplete : isEndCertain(text, previous, known);
      if (!isCertain && !(previous !== undefined && looksNew(name, value, previous.value))) {
        return `include "${name}", which Twilio does not document and which may be the end of ${previous?.name ?? 'the URL'}`;
      }
    } else {
      if (previous?.name === name) return `include ${name} more than once`;
      if (!shape.accepts(value)) return `include ${name} with a value that Twilio does not send`;
    }
    previous = param;
  }
  return undefined;
}

/** Whether an unknown name right after a value cannot be a part of the value. */
function isEndCertain(text: string, { name, start, value }: SignedText['own'][number], known: ParameterNames): boolean {
  const shape = known.shapeOf(name);
  if (shape === undefined || shape.isFact === true) return true;
  return shape.closed?.exec(text.slice(start + name.length))?.[0] === value;
}

/**
 * The places where a known name starts inside a value or an unknown name, or where a longer known name starts than the
 * one that was read.
 */
function otherPlaces({ text, own }: SignedText, known: ParameterNames): Omit<Place, 'isOwn'>[] {
  const found: Omit<Place, 'isOwn'>[] = [];
  for (const { name, start, value } of own) {
    const afterName = start + name.length;
    const isKnown = known.shapeOf(name) !== undefined;
    // Any name of a SIP header can be longer. It would always be another reading.
    if (isKnown && !known.isOpen(name)) {
      for (const other of known.longerNamesAt(text, start, name)) found.push({ name: other, start });
    }
    const end = afterName + value.length;
    let position = known.nextCandidate(text, isKnown ? afterName : start, end);
    while (position < end) {
      for (const other of known.namesAt(text, position)) found.push({ name: other, start: position });
      position = known.nextCandidate(text, position + 1, end);
    }
  }
  return found;
}

/**
 * Looks for a reading of the text that has one of the other places.
 * @param places sorted by position
 * @returns the name at that place
 */
function findOtherReading(
  kind: Kind,
  text: string,
  places: readonly Place[],
  known: ParameterNames,
): string | undefined {
  const skipsRequired = (after: string, before: string): boolean =>
    REQUIRED[kind].some((name) => name > after && name < before);
  const ownPlaces = places.filter(({ isOwn }) => isOwn);
  const own = new Set(ownPlaces.map(({ start }) => start));
  const sids = ownPlaces.filter(({ name }) => name.endsWith('Sid')).map(({ start }) => start);
  const canBe = (place: Place, end: number): boolean => {
    const from = place.start + place.name.length;
    const shape = known.shapeOf(place.name);
    if (end < from || shape === undefined) return false;
    const value = text.slice(from, end);
    if (shape.accepts(value) && shape.isUsual?.(value) !== false) return true;
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

/**
 * Whether a URL's query contains the start of a form's signed text. `AccountSid` is its first required parameter.
 * @param query decoded or not
 */
export const isSplicedIntoQuery = (query: string): boolean =>
  [query, unescape(query)].some((text) => /AccountSidAC[0-9a-f]{32}/i.test(text));
