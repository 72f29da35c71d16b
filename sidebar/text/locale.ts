/** Whether `Intl` accepts a locale. A browser can have one that is none, such as `en-US@posix`. */
function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}

/**
 * The locale for dates, times and prices: the editor's language, in the variant that the browser prefers, such as `en-GB`.
 * @param editor the language of the editor, such as `en-US`
 * @param browser the languages of the browser, the preferred one first
 * @returns undefined for the browser's own locale, when the editor has none that is valid
 */
export function localeFor(editor: string, browser: readonly string[]): string | undefined {
  const [language] = editor.split('-');
  return [...browser.filter((locale) => locale.split('-')[0] === language), editor].find(isLocale);
}
