/**
 * The parameters of Twilio's webhooks and the values that they may have. A signature does not cover where a name ends and
 * its value begins, so the table is what tells them apart. See {@link ./splicing}.
 */

import type { Kind } from '../events/kinds';
import { TEXT, type Family, type Shape } from './parameter-shapes';
import { FAMILIES, PARAMETERS, type WebhookSort } from './parameter-table';

/** What the name of a parameter looks like. */
export const PARAMETER_NAME = /^[A-Za-z_][\w.[\]-]*$/;

const SORTS = Object.keys(PARAMETERS) as WebhookSort[];

const sortOf = (kind: Kind): WebhookSort => {
  if (kind === 'message' || kind === 'message-status') return 'message';
  return kind === 'transcription' ? 'transcription' : 'call';
};

/** The end of a family's name that starts at a position; -1 when none does. */
function familyEnd({ start, rest }: Family, text: string, position: number): number {
  if (!text.startsWith(start, position)) return -1;
  rest.lastIndex = position + start.length;
  return rest.test(text) ? rest.lastIndex : -1;
}

const NONE: readonly string[] = [];

/** The parameters of some sorts of webhooks, and those that the settings add. */
export class ParameterNames {
  private readonly known: ReadonlyMap<string, Shape>;
  private readonly families: readonly Family[];
  /** Names by the code of their first letter. */
  private readonly byLetter: (readonly string[] | undefined)[] = [];

  /** @param more names of further parameters, which may have any value */
  constructor(sorts: readonly WebhookSort[], more: readonly string[]) {
    const others = more.filter((name) => PARAMETER_NAME.test(name));
    this.known = new Map([
      ...others.map((name): [string, Shape] => [name, TEXT]),
      ...sorts.flatMap((sort) => PARAMETERS[sort]),
    ]);
    this.families = [...new Set(sorts.flatMap((sort) => FAMILIES[sort]))];
    for (const name of new Set([...this.known.keys(), ...this.families.map(({ start }) => start)])) {
      const letter = name.charCodeAt(0);
      this.byLetter[letter] = [...(this.byLetter[letter] ?? []), name];
    }
  }

  shapeOf(name: string): Shape | undefined {
    return this.known.get(name) ?? this.families.find((family) => familyEnd(family, name, 0) === name.length)?.shape;
  }

  /** Whether nothing tells where this name ends and its value begins. */
  isOpen(name: string): boolean {
    return this.families.some((family) => family.isOpen === true && familyEnd(family, name, 0) === name.length);
  }

  /** The known names that start at a position of a text. */
  namesAt(text: string, position: number): readonly string[] {
    const candidates = this.byLetter[text.charCodeAt(position)];
    if (candidates === undefined) return NONE;
    let found: string[] | undefined;
    for (const name of candidates) {
      if (!text.startsWith(name, position)) continue;
      if (this.known.has(name)) (found ??= []).push(name);
      const family = this.families.find(({ start }) => start === name);
      const end = family === undefined ? -1 : familyEnd(family, text, position);
      if (end !== -1) (found ??= []).push(text.slice(position, end));
    }
    return found ?? NONE;
  }
}

/** The parameters of Twilio's webhooks by the kind of event, and those that the settings add to every kind. */
export class KnownParameters {
  private readonly sorts: Readonly<Record<WebhookSort, ParameterNames>>;

  /** @param more names of further parameters, which may have any value */
  constructor(more: readonly string[] = []) {
    this.sorts = {
      message: new ParameterNames(['message'], more),
      call: new ParameterNames(['call'], more),
      transcription: new ParameterNames(['transcription'], more),
    };
  }

  of(kind: Kind): ParameterNames {
    return this.sorts[sortOf(kind)];
  }
}

const ALL = new ParameterNames(SORTS, []);

/** Whether some webhook of Twilio has a parameter with this name. */
export const isKnownParameter = (name: string): boolean => ALL.shapeOf(name) !== undefined;
