/** The text of a field with choices: which choices match it, and what it becomes when one is picked. */

/** The texts of a choice. */
interface TextChoice {
  value: string;
  label: string;
}

/** A text for comparing: digits and letters only, so that "415 555" finds "+1415555…". */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The choices whose value or label contains what is typed. An empty text finds all. */
export function choicesFor<T extends TextChoice>(choices: readonly T[], typed: string): T[] {
  const wanted = plain(typed);
  return wanted === ''
    ? [...choices]
    : choices.filter(({ value, label }) => plain(value).includes(wanted) || plain(label).includes(wanted));
}

/** The entries of a list with commas between them. */
export const entriesOf = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** The list with an entry added, or removed when it is there. */
export function withToggled(text: string, value: string): string {
  const entries = entriesOf(text);
  const others = entries.filter((entry) => entry !== value);
  return (others.length < entries.length ? others : [...entries, value]).join(', ');
}

/** The list with a choice in place of its last entry, which is being typed. */
export function withCompleted(text: string, value: string): string {
  const before = entriesOf(text.slice(0, text.lastIndexOf(',') + 1));
  return [...before.filter((entry) => entry !== value), value].join(', ');
}

/** What is typed now: the whole text, or the last entry of a list. */
export const typedIn = (text: string, isList: boolean): string =>
  (isList ? text.slice(text.lastIndexOf(',') + 1) : text).trim();
