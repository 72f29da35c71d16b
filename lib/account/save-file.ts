import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isSid } from '../validation/sid';
import { TwilioError } from '../errors/twilio-error';
import { lazy } from '../lazy';
import type * as mimeExtensionModule from './mime-extension';

const mimeExtension = lazy<typeof mimeExtensionModule>(__filename, './mime-extension');

/**
 * Saves a file under the name of its SID, so that no text of a message becomes part of a path. The file appears under this
 * name only when it is complete.
 * @param suffix distinguishes files of the same SID, such as a number
 * @returns the path of the file
 * @throws {TwilioError} `DOWNLOAD_FAILED` when the SID is not valid, or the folder cannot be written to
 */
export async function saveBySid(
  folder: string,
  sid: string,
  suffix: string,
  contentType: string,
  bytes: Buffer,
): Promise<string> {
  if (!isSid(sid)) {
    throw new TwilioError('DOWNLOAD_FAILED', 'The file has no valid SID for its name', {
      hint: 'The file was not saved, because Twilio sent no SID with it.',
    });
  }
  const file = path.join(path.resolve(folder), `${sid}${suffix}.${mimeExtension().extensionFor(contentType)}`);
  // A random name, because two flows may save the same file at the same time.
  const unfinished = `${file}.${randomUUID()}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(unfinished, bytes);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new TwilioError('DOWNLOAD_FAILED', `The file could not be written to ${folder} (${String(code)})`, {
      hint: 'Check that the folder exists on the machine that runs Node-RED, and that Node-RED may write to it.',
    });
  }
  return file;
}
