import type { Params } from '../model/rest';

/** Reads parameters from the SDK's requests (objects or encoded forms) and from a URL's query. */
export function readParams(...sources: (Record<string, unknown> | string | undefined)[]): Params {
  const pairs = sources.flatMap((source) => {
    if (source === undefined) return [];
    if (typeof source === 'string') return [...new URLSearchParams(source)];
    return Object.entries(source).flatMap(([name, value]) =>
      values(value).map((text): [string, string] => [name, text]),
    );
  });
  return {
    get: (name) => pairs.find(([key]) => key === name)?.[1],
    all: (name) => pairs.filter(([key]) => key === name).map(([, value]) => value),
    pairs: () => pairs,
  };
}

function values(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => values(item));
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return [String(value)];
  if (value instanceof Date) return [value.toISOString()];
  return [JSON.stringify(value)];
}
