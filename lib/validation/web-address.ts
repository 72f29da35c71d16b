import { isUrl } from './is-url';

/** Whether a text is an http or https URL. */
export const isWebAddress = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && isUrl(text);

/** The most media that one message can have. https://www.twilio.com/docs/messaging/api/message-resource */
export const MAX_MEDIA = 10;

/** The URLs in a text, separated by commas or white space. A comma inside a URL stays. */
export function splitWebAddresses(text: string): string[] {
  const list = text.trim().replace(/[\s,]+$/, '');
  return list === '' ? [] : list.split(/[\s,]+(?=[a-z]+:\/\/)/i);
}
