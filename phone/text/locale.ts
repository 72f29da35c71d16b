import { pickLanguage } from './language';

/**
 * The language that was chosen in Node-RED's editor under Settings > View; empty for the browser's language. The page has the
 * same origin as the editor. A browser can block the access.
 */
function editorLanguage(): string[] {
  try {
    const language = localStorage.getItem('editor-language');
    return language === null || language === '' ? [] : [language];
  } catch {
    return [];
  }
}

/** The languages of the browser. Node.js 20, which runs some tests, has none. */
const browserLanguages = (): readonly string[] => (typeof navigator === 'undefined' ? [] : navigator.languages);

const picked = pickLanguage([...editorLanguage(), ...browserLanguages()]);

/** The page's strings in the user's language. */
export const t = picked.strings;

/** The locale for dates, BCP 47. */
export const locale = picked.locale;
