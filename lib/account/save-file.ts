import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TwilioError } from '../errors/twilio-error';

/** The extension of a file of this type. Types that Twilio does not carry are kept as bytes. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/msword': 'doc',
  'application/pdf': 'pdf',
  'application/rtf': 'rtf',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'audio/3gpp': '3gp',
  'audio/3gpp2': '3g2',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/basic': 'au',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/bmp': 'bmp',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tiff',
  'image/webp': 'webp',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/directory': 'vcf',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/rtf': 'rtf',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'video/3gpp': '3gp',
  'video/3gpp2': '3g2',
  'video/mp4': 'mp4',
  'video/mpeg': 'mpeg',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
};

/** The extension for a content type, `bin` for one that is not known. */
export function extensionFor(contentType: string): string {
  return EXTENSIONS[contentType] ?? 'bin';
}

const SID = /^[A-Z]{2}[0-9a-f]{32}$/i;

/**
 * Writes a file whose name is made of a SID, so that nothing that came from outside decides where it goes. It is there
 * whole or not at all.
 * @param suffix told apart by us, such as a number
 * @returns the file's path
 * @throws {TwilioError} when the SID is none, or the folder cannot be written to
 */
export async function saveBySid(
  folder: string,
  sid: string,
  suffix: string,
  contentType: string,
  bytes: Buffer,
): Promise<string> {
  if (!SID.test(sid)) {
    throw new TwilioError('DOWNLOAD_FAILED', 'The file has no SID to be named after', { hint: 'It is not saved.' });
  }
  const file = path.join(path.resolve(folder), `${sid}${suffix}.${extensionFor(contentType)}`);
  // Of its own, because two flows may fetch the same file at the same time.
  const unfinished = `${file}.${randomUUID()}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(unfinished, bytes);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new TwilioError('DOWNLOAD_FAILED', `The file could not be written to ${folder} (${String(code)})`, {
      hint: 'Check that the folder exists on the machine of Node-RED and that Node-RED may write to it.',
    });
  }
  return file;
}
