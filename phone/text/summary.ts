import type { Media, WhatsAppParts } from '../model/message';
import type { Strings } from './strings';

/** A message in one line: its text, or else what it contains. Empty for an empty message. */
export function summaryOf(
  message: { body: string; media: readonly Media[] } & Pick<WhatsAppParts, 'location' | 'button' | 'list' | 'flow'>,
  strings: Strings,
): string {
  const { body, media, location, button, list, flow } = message;
  if (body !== '') return body;
  if (location) return location.label === undefined ? strings.location : strings.namedLocation(location.label);
  if (button) return button.text;
  if (list) return list.title;
  if (flow) return strings.form;
  const [first] = media;
  if (!first) return '';
  return first.contentType === '' || first.contentType.startsWith('image/') ? strings.picture : strings.file;
}
