import { createHash } from 'node:crypto';

/** All random values of the simulator. The seed determines them. */
export interface Ids {
  /** The next SID of a kind, such as `SM` + 32 hex digits. */
  sid(prefix: string): string;
  /** 32 hex digits for a name. The same name gives the same digits. */
  hex(name: string): string;
  /** The next UUID, for idempotency tokens. */
  uuid(): string;
  /** A number in [0, 1). The same name gives the same number. */
  fraction(name: string): number;
  /** A copy in another order, if there is one. The same name gives the same order. */
  shuffle<T>(items: readonly T[], name: string): T[];
}

/**
 * SIDs and jitter from a seed. Each SID prefix has its own counter, and jitter depends on a name only. So jitter does not
 * depend on earlier requests.
 */
export function createIds(seed: string): Ids {
  const counts = new Map<string, number>();
  const hex = (name: string): string => createHash('sha256').update(`${seed}\n${name}`).digest('hex').slice(0, 32);
  const next = (kind: string): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return hex(`${kind} ${String(count)}`);
  };
  const fraction = (name: string): number => parseInt(hex(name).slice(0, 8), 16) / 2 ** 32;

  return {
    hex,
    fraction,
    sid: (prefix) => prefix + next(prefix),
    uuid() {
      const digits = next('uuid');
      // Version 4, variant 8 (RFC 9562).
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        `4${digits.slice(13, 16)}`,
        `8${digits.slice(17, 20)}`,
        digits.slice(20, 32),
      ].join('-');
    },
    shuffle(items, name) {
      const keyed = items.map((item, index) => ({ item, index, key: fraction(`${name} ${String(index)}`) }));
      keyed.sort((a, b) => a.key - b.key);
      const same = keyed.every((entry, index) => entry.index === index);
      const shuffled = keyed.map((entry) => entry.item);
      return same ? shuffled.reverse() : shuffled;
    },
  };
}
