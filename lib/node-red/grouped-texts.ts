/** The most different texts in one entry of the log. */
const MAX_TEXTS = 100;

/** Texts as one line of the log: equal ones once, with their number, and at most 100 different ones. */
export function groupedTexts(texts: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const shown = [...counts]
    .slice(0, MAX_TEXTS)
    .map(([text, count]) => (count === 1 || text === '' ? text : `${text} (${count}×)`));
  return counts.size > MAX_TEXTS ? [...shown, '…'].join('; ') : shown.join('; ');
}
