import { ENGLISH, type Strings } from './strings';

const LANGUAGES: Readonly<Record<string, Strings>> = { en: ENGLISH };

/**
 * Selects the first preferred language that the page has strings for.
 * @param preferred BCP 47 tags, most preferred first
 * @returns the strings, and the locale for dates
 */
export function pickLanguage(preferred: readonly string[]): { strings: Strings; locale: string } {
  for (const locale of preferred) {
    const strings = LANGUAGES[locale.split('-')[0]?.toLowerCase() ?? ''];
    if (strings) return { strings, locale: isValidLocale(locale) ? locale : 'en' };
  }
  return { strings: ENGLISH, locale: 'en' };
}

/** Some systems report a locale such as `en-US@posix`. Intl rejects it. */
function isValidLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}
