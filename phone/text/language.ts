import { ENGLISH, type Words } from './strings';

const LANGUAGES: Readonly<Record<string, Words>> = { en: ENGLISH };

/** The first of the reader's languages (BCP 47, most wanted first) that the page speaks, and the locale for dates. */
export function pickLanguage(wanted: readonly string[]): { words: Words; locale: string } {
  for (const locale of wanted) {
    const words = LANGUAGES[locale.split('-')[0]?.toLowerCase() ?? ''];
    if (words) return { words, locale: usable(locale) ? locale : 'en' };
  }
  return { words: ENGLISH, locale: 'en' };
}

/** A system may call its language `en-US@posix`, which no date format takes. */
function usable(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}
