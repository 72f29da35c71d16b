import { saveBySid } from '../account/save-file';
import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';

/** Where a fetched file goes: nowhere, into the message as a Buffer, or into a folder. */
export type FetchMode = '' | 'buffer' | 'file';

/** How a trigger fetches files, as its node stores it. */
export interface FetchFields {
  /** The folder on Node-RED's machine, for `file`. */
  folder?: string;
  /** The most megabytes of one file. */
  limit?: number | string;
}

const DEFAULT_LIMIT = 20;
const MEGABYTE = 1024 * 1024;

/** The most bytes of one file. */
export function limitOf(limit: unknown): number {
  const megabytes = Number(limit === '' || limit === undefined || limit === null ? DEFAULT_LIMIT : limit);
  return (Number.isFinite(megabytes) && megabytes > 0 ? megabytes : DEFAULT_LIMIT) * MEGABYTE;
}

/** How much of a file has come, in words. */
export function progressText(bytes: number, total: number | undefined): string {
  if (total !== undefined && total > 0) return `${Math.floor((bytes / total) * 100)} %`;
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

/** A file that was fetched: its bytes, or where they are. */
export type Fetched = { contentType: string } & ({ bytes: Buffer } | { file: string });

/**
 * Fetches a file of an event's and leaves it where the fields say.
 * @param name the SID that the file is named after, and what tells it from others of the same SID
 * @throws {TwilioError}
 */
export async function fetchFile(
  account: Account,
  mode: 'buffer' | 'file',
  url: string,
  name: { sid: string; suffix: string },
  fields: FetchFields,
  onProgress?: (bytes: number, total: number | undefined) => void,
): Promise<Fetched> {
  if (mode === 'file' && (fields.folder ?? '').trim() === '') {
    throw new TwilioError('DOWNLOAD_FAILED', 'There is no folder to save to', { hint: 'Set the folder in the node.' });
  }
  const { bytes, contentType } = await account.download(url, limitOf(fields.limit), { onProgress });
  if (mode === 'buffer') return { contentType, bytes };
  return {
    contentType,
    file: await saveBySid((fields.folder ?? '').trim(), name.sid, name.suffix, contentType, bytes),
  };
}
