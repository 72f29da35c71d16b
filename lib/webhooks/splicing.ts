import { unescape } from 'node:querystring';
import type { Kind } from '../events/kinds';
import type { Params } from '../events/params';
import { PARAMETER_NAME, type KnownParameters, type ParameterNames } from './known-parameters';
import { looksNew } from './new-parameters';
import { findOtherReading, hasUsualReading, LONG_NAME, type Place } from './other-reading';

/** The most places in a request that may be the start of a parameter. A real request has fewer than a hundred. */
const MAX_PLACES = 1000;

/** Shorter names are in the random characters of a token by chance. */
const MIN_NAME_LENGTH_IN_TOKEN = 5;

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
 * is accepted.
 *
 * People say and write names of parameters, and a token can contain one by chance. So a reading counts only when all of its
 * values are usual: a cut token or a status with a city in it is not. A request with an unusual value is accepted when its text
 * has no usual reading, and no other one at all.
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
  const unusual = signed.own.find((param) => isUnusual(param, places, known));
  if (places.length === 0 && unusual === undefined) return undefined;
  const all = [
    ...places.map((place) => ({ ...place, isOwn: false })),
    ...signed.own
      .filter(({ name }) => known.shapeOf(name) !== undefined)
      .map(({ name, start }) => ({ name, start, isOwn: true })),
  ];
  if (all.length > MAX_PLACES) return 'contain too many names of other parameters';
  all.sort((a, b) => a.start - b.start);
  const search = { kind, text: signed.text, places: all, known };
  const other = findOtherReading(search, unusual !== undefined);
  if (other !== undefined) return `can be read in another way, with "${other}" inside of another value`;
  if (unusual === undefined || !hasUsualReading(search)) return undefined;
  return `include ${unusual.name} with an unusual value, which may be a part of another value`;
}

/** Whether a value is not as Twilio sends it. @param places other places of the request */
function isUnusual(
  { name, start, value }: SignedText['own'][number],
  places: readonly Pick<Place, 'name' | 'start'>[],
  known: ParameterNames,
): boolean {
  const shape = known.shapeOf(name);
  if (shape?.isUsual?.(value) === false) return true;
  if (shape?.hasNoNames !== true || places.length === 0) return false;
  const from = start + name.length;
  const end = from + value.length;
  return places.some((place) => place.start >= from && place.start < end && LONG_NAME.test(place.name));
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
 * one that was read. A short name in a token does not count: three tokens in 1,000 have one by chance, such as `To7`. A request
 * that was cut there is not accepted, because the names after the token are inside its values.
 */
function otherPlaces({ text, own }: SignedText, known: ParameterNames): Omit<Place, 'isOwn'>[] {
  const found: Omit<Place, 'isOwn'>[] = [];
  for (const { name, start, value } of own) {
    const afterName = start + name.length;
    const shape = known.shapeOf(name);
    const isKnown = shape !== undefined;
    const minLength = shape?.token?.test(value) === true ? MIN_NAME_LENGTH_IN_TOKEN : 0;
    // Any name of a SIP header can be longer. It would always be another reading.
    if (isKnown && !known.isOpen(name)) {
      for (const other of known.longerNamesAt(text, start, name)) found.push({ name: other, start });
    }
    if (shape?.isWhole?.(value) === true) continue;
    const end = afterName + value.length;
    let position = known.nextCandidate(text, isKnown ? afterName : start, end);
    while (position < end) {
      for (const other of known.namesAt(text, position)) {
        if (other.length >= minLength) found.push({ name: other, start: position });
      }
      position = known.nextCandidate(text, position + 1, end);
    }
  }
  return found;
}

/**
 * Whether a URL's query contains the start of a form's signed text. `AccountSid` is its first required parameter.
 * @param query decoded or not
 */
export const isSplicedIntoQuery = (query: string): boolean =>
  [query, unescape(query)].some((text) => /AccountSidAC[0-9a-f]{32}/i.test(text));
