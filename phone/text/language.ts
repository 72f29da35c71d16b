import german from '../../locales/de/phone.json';
import { ENGLISH, stringsOf, type Strings } from './strings';

/** To add a language, add a line with its `locales/<language>/phone.json`. */
const LANGUAGES: Readonly<Record<string, () => Strings>> = {
  en: () => ENGLISH,
  de: () => stringsOf(german),
};

/**
 * Selects the first preferred language that the page has strings for.
 * @param preferred BCP 47 tags, most preferred first
 * @returns the strings, and the locale for dates
 */
export function pickLanguage(preferred: readonly string[]): { strings: Strings; locale: string } {
  for (const locale of preferred) {
    const language = locale.split('-')[0]?.toLowerCase() ?? '';
    const strings = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
    if (strings) return { strings: strings(), locale: isValidLocale(locale) ? locale : language };
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
