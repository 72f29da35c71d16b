import { saveBySid } from '../account/save-file';
import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';

/** Where a file is downloaded to: nowhere, into the message as a Buffer, or into a folder. */
export type FetchMode = '' | 'buffer' | 'file';

/** The download properties of a trigger, as Node-RED stores them. */
export interface FetchFields {
  /** The folder on the machine that runs Node-RED, for `file`. */
  folder?: string;
  /** The largest file, in megabytes. */
  limit?: number | string;
}

const DEFAULT_LIMIT_MEGABYTES = 20;
const MEGABYTE = 1024 * 1024;

/** The largest file, in bytes, of a limit in megabytes. The default when it is not a positive number. */
export function limitBytes(limit: unknown): number {
  const megabytes = Number(limit === '' || limit === undefined || limit === null ? DEFAULT_LIMIT_MEGABYTES : limit);
  return (Number.isFinite(megabytes) && megabytes > 0 ? megabytes : DEFAULT_LIMIT_MEGABYTES) * MEGABYTE;
}

/** The progress of a download, as text: percent, or megabytes when the size is not known. */
export function progressText(bytes: number, total: number | undefined): string {
  if (total !== undefined && total > 0) return `${Math.floor((bytes / total) * 100)} %`;
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

/** A downloaded file: its bytes, or its path. */
export type Fetched = { contentType: string } & ({ bytes: Buffer } | { file: string });

/**
 * Downloads a file of an event.
 * @param name the SID that the file is named after, and a suffix that distinguishes files with the same SID
 * @throws {TwilioError} `DOWNLOAD_FAILED`, `NOT_FOUND`, `INVALID_CREDENTIALS`, `RATE_LIMITED` or `TIMEOUT`
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
    throw new TwilioError('DOWNLOAD_FAILED', 'The folder to save to is missing', {
      hint: 'Set the folder in the node.',
    });
  }
  const { bytes, contentType } = await account.download(url, limitBytes(fields.limit), { onProgress });
  if (mode === 'buffer') return { contentType, bytes };
  return {
    contentType,
    file: await saveBySid((fields.folder ?? '').trim(), name.sid, name.suffix, contentType, bytes),
  };
}
