import type { Media, WhatsAppParts } from '../model/message';
import type { Words } from './strings';

/** A message in one line, for the list, a quote and those who listen: its text, else what it holds. */
export function summaryOf(
  message: { body: string; media: readonly Media[] } & Pick<WhatsAppParts, 'location' | 'button' | 'list' | 'flow'>,
  words: Words,
): string {
  const { body, media, location, button, list, flow } = message;
  if (body !== '') return body;
  if (location) return location.label === undefined ? words.location : words.place(location.label);
  if (button) return button.text;
  if (list) return list.title;
  if (flow) return words.form;
  const [first] = media;
  if (!first) return '';
  return first.contentType === '' || first.contentType.startsWith('image/') ? words.picture : words.file;
}
