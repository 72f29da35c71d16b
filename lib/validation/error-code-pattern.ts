/** Whether a text is an error code, or the first digits of one and `*`. https://www.twilio.com/docs/api/errors */
export const isErrorCodePattern = (text: string): boolean => /^\d*\*?$/.test(text) && text !== '';
