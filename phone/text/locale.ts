import { pickLanguage } from './language';

const picked = pickLanguage(navigator.languages);

/** The page's words in the reader's language. */
export const t = picked.words;

/** The locale for dates, BCP 47. */
export const locale = picked.locale;
