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

/** How many characters of a name it is found by. The shortest name, `To`, has as many. */
const PREFIX_LENGTH = 2;

/** A number for the first characters of a name. */
const prefixAt = (text: string, position: number): number =>
  text.charCodeAt(position) * 0x10000 + text.charCodeAt(position + 1);

/** The parameters of some sorts of webhooks, and those that the settings add. */
export class ParameterNames {
  private readonly known: ReadonlyMap<string, Shape>;
  private readonly families: readonly Family[];
  private readonly openFamilies: readonly Family[];
  /** 1 for the code of each character that a name starts with. */
  private readonly firstCharacters = new Uint8Array(128);
  /** Names by {@link prefixAt}, so that only a few names are compared at each position. */
  private readonly byPrefix = new Map<number, string[]>();
  /** For each known name, the longer known names that start with it. */
  private readonly longer = new Map<string, readonly string[]>();

  /** @param more names of further parameters, which may have any value */
  constructor(sorts: readonly WebhookSort[], more: readonly string[]) {
    const others = more.filter((name) => PARAMETER_NAME.test(name) && name.length >= PREFIX_LENGTH);
    this.known = new Map([
      ...others.map((name): [string, Shape] => [name, TEXT]),
      ...sorts.flatMap((sort) => PARAMETERS[sort]),
    ]);
    this.families = [...new Set(sorts.flatMap((sort) => FAMILIES[sort]))];
    this.openFamilies = this.families.filter(({ isOpen }) => isOpen === true);
    for (const name of new Set([...this.known.keys(), ...this.families.map(({ start }) => start)])) {
      this.firstCharacters[name.charCodeAt(0)] = 1;
      const prefix = prefixAt(name, 0);
      this.byPrefix.set(prefix, [...(this.byPrefix.get(prefix) ?? []), name]);
    }
    for (const name of this.known.keys()) {
      const candidates = this.byPrefix.get(prefixAt(name, 0)) ?? [];
      this.longer.set(
        name,
        candidates.filter((other) => other.startsWith(name) && other !== name),
      );
    }
  }

  shapeOf(name: string): Shape | undefined {
    return this.known.get(name) ?? this.families.find((family) => familyEnd(family, name, 0) === name.length)?.shape;
  }

  /** Whether nothing shows where this name ends and its value begins. */
  isOpen(name: string): boolean {
    return this.openFamilies.some((family) => familyEnd(family, name, 0) === name.length);
  }

  /** The next position of a text, before `end`, at which a known name may start; `end` when there is none. */
  nextCandidate(text: string, position: number, end: number): number {
    let at = position;
    while (at < end && this.firstCharacters[text.charCodeAt(at)] !== 1) at += 1;
    return at;
  }

  /** The known names that start at the same position of a text as a known name, and are longer. */
  longerNamesAt(text: string, position: number, name: string): readonly string[] {
    if (this.longer.get(name)?.length === 0) return NONE;
    return this.namesAt(text, position).filter((other) => other.length > name.length);
  }

  /** The known names that start at a position of a text. */
  namesAt(text: string, position: number): readonly string[] {
    const candidates = this.byPrefix.get(prefixAt(text, position));
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
