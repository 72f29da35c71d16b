import { isSid } from './sid';

/** How a content template is named: by its SID, or by its friendly name. */
export type ContentTemplateRef = { sid: string } | { name: string };

/**
 * Reads the SID or the friendly name of a content template. A text that starts with HX is a SID.
 * @returns `undefined` when it is empty, or a SID with a mistake
 * @see https://www.twilio.com/docs/content/content-api-resources
 */
export function contentTemplateRef(text: string): ContentTemplateRef | undefined {
  const value = text.trim();
  if (isSid(value, 'HX')) return { sid: value };
  return value === '' || value.startsWith('HX') ? undefined : { name: value };
}
