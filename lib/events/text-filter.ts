import { fieldText, FilterError, type Predicate } from './filter-field';
import { regexFilter } from './regex-filter';

/** How a text is compared. Upper and lower case are the same. */
export type TextMatch = 'contains' | 'equals' | 'starts' | 'regex';

/**
 * Accepts the texts that match a pattern, in upper or lower case.
 * @returns `undefined` for an empty pattern, which accepts everything
 * @throws {FilterError} when a field is not valid
 */
export function textFilter(field: string, value: unknown, match: TextMatch): Predicate<string> | undefined {
  const pattern = fieldText(field, value);
  if (pattern.trim() === '') return undefined;
  const wanted = pattern.trim().toLowerCase();
  switch (match) {
    case 'regex':
      return regexFilter(field, pattern);
    case 'equals':
      return (text) => text.trim().toLowerCase() === wanted;
    case 'starts':
      return (text) => text.trimStart().toLowerCase().startsWith(wanted);
    case 'contains':
      return (text) => text.toLowerCase().includes(wanted);
    default:
      throw new FilterError(
        field,
        `"${String(match)}" is not a valid comparison. Choose contains, equals, starts or regex`,
      );
  }
}
