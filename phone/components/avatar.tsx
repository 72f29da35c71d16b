import type { JSX } from 'preact';
import { nameOf } from '../model/people';
import { FlowIcon } from './icons';

const TINTS = 6;

/** The same number always has the same colour. */
function tintOf(key: string): number {
  let sum = 0;
  for (const character of key) sum = (sum * 37 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % TINTS;
}

/** The round sign of a person (an initial, or the last two digits) or of the account's number (a flow). */
export function Avatar({ of, kind }: { of: string; kind: 'person' | 'line' }): JSX.Element {
  const initial = nameOf(of)?.charAt(0) ?? of.slice(-2);
  return (
    <span class={`avatar tint-${String(tintOf(of))}`} aria-hidden="true">
      {kind === 'line' ? <FlowIcon /> : initial}
    </span>
  );
}
