import { pickLanguage } from './language';

const picked = pickLanguage(navigator.languages);

/** The page's strings in the user's language. */
export const t = picked.strings;

/** The locale for dates, BCP 47. */
export const locale = picked.locale;
