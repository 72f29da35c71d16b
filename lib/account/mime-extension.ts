/* `mime-types` is a development dependency: `scripts/build-package.ts` bundles it into this file. Nothing else may import it. */
import { extension } from 'mime-types';

/** Types for which `mime-types` has no extension, or a rare one. */
const USUAL = new Map([
  ['audio/3gpp', '3gp'],
  ['audio/3gpp2', '3g2'],
  ['audio/aac', 'aac'],
  ['audio/mpeg', 'mp3'],
  ['audio/ogg', 'ogg'],
  ['image/jpg', 'jpg'],
  ['image/tiff', 'tiff'],
  ['text/directory', 'vcf'],
  ['text/vcard', 'vcf'],
  ['video/quicktime', 'mov'],
]);

/** The types that Twilio accepts in messages. https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
const ACCEPTED = /^(?:audio|image|text|video)\/|^application\/(?:msword|pdf|rtf|vnd\.ms-|vnd\.openxmlformats-)/;

/** The file extension of a content type, without the dot. `bin` for a type that Twilio does not accept in messages. */
export function extensionFor(contentType: string): string {
  return USUAL.get(contentType) ?? ((ACCEPTED.test(contentType) && extension(contentType)) || 'bin');
}
