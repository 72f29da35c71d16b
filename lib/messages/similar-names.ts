/** How many similar names are returned at most. */
const MAX_SIMILAR = 3;

/** The length up to which names are compared letter by letter, because this takes time. */
const MAX_COMPARED_LENGTH = 100;

const simplified = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '');

/** How many letters have to be added, removed or replaced (the Levenshtein distance). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * The names that are most like one: up to three, the most similar first. Case, spaces, hyphens and underscores make no
 * difference. A name is similar when it contains the other, or when at most a third of its letters differ.
 */
export function similarTo(name: string, names: readonly string[]): string[] {
  const wanted = simplified(name).slice(0, MAX_COMPARED_LENGTH);
  const scored = names.flatMap((other) => {
    const candidate = simplified(other).slice(0, MAX_COMPARED_LENGTH);
    if (candidate === '' || wanted === '') return [];
    const longer = Math.max(candidate.length, wanted.length);
    const isWithin = candidate.includes(wanted) || wanted.includes(candidate);
    const limit = longer / 3;
    // The lengths alone may differ by too much.
    if (!isWithin && Math.abs(candidate.length - wanted.length) > limit) return [];
    const differences = distance(wanted, candidate);
    return isWithin || differences <= limit ? [{ other, differences }] : [];
  });
  return scored
    .sort((a, b) => a.differences - b.differences)
    .slice(0, MAX_SIMILAR)
    .map(({ other }) => other);
}
