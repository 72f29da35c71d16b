/** Whether a text is a country code of two letters. https://www.iso.org/iso-3166-country-codes.html */
export const isCountryCode = (text: string): boolean => /^[A-Z]{2}$/i.test(text.trim());
