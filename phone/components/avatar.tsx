import type { JSX } from 'preact';
import { nameOf } from '../model/people';
import { FlowIcon } from './icons';

const COLOR_COUNT = 6;

/** Selects a color by the number, so that it stays the same. */
function colorOf(number: string): number {
  let hash = 0;
  for (const character of number) hash = (hash * 37 + (character.codePointAt(0) ?? 0)) % 997;
  return hash % COLOR_COUNT;
}

/** A person's initial or the last two digits of the number, or the flow icon for a contact. */
export function Avatar({ of, kind }: { of: string; kind: 'person' | 'contact' }): JSX.Element {
  const initial = nameOf(of)?.charAt(0) ?? of.slice(-2);
  return (
    <span class={`avatar color-${String(colorOf(of))}`} aria-hidden="true">
      {kind === 'contact' ? <FlowIcon /> : initial}
    </span>
  );
}
