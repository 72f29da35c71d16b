import type { ErrorCode } from '../errors/error-codes';
import { TwilioError } from '../errors/twilio-error';

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'INVALID_CREDENTIALS',
  403: 'INVALID_CREDENTIALS',
  404: 'NOT_FOUND',
  429: 'RATE_LIMITED',
};

/** What to do about a response without a file, by its status. */
export const HINTS: Readonly<Record<number, string>> = {
  401: 'Check the credentials of the account node.',
  403: 'Check the credentials of the account node. An API key may lack the permission for recordings or media.',
  404: 'It was deleted, or Twilio still prepares it. Try again later.',
  429: 'Too many requests at once. Download more slowly, or spread the downloads over more time.',
};

/** The file cannot be downloaded. @param status of the response, if there was one */
export const failed = (message: string, hint: string, status?: number): TwilioError =>
  new TwilioError((status === undefined ? undefined : CODES[status]) ?? 'DOWNLOAD_FAILED', message, {
    ...(status === undefined ? {} : { status }),
    hint,
  });

/** The error `DOWNLOAD_FAILED` for a file of more than `limit` bytes. */
export const tooLarge = (maxBytes: number): TwilioError =>
  failed(
    `The file is larger than ${maxBytes} bytes`,
    'Raise the size limit of the node if it has one, or leave the file at Twilio.',
  );

/** The URL for an error message: without its query, which may have a signature. */
export const shortUrl = (url: URL): string => `${url.host}${url.pathname}`;

/** Turns what a try has thrown into an error without credentials. A {@link TwilioError} is returned unchanged. */
export function downloadError(error: unknown, url: URL): TwilioError {
  if (error instanceof TwilioError) return error;
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new TwilioError('TIMEOUT', `The download of ${shortUrl(url)} took too long`, { hint: 'Try again later.' });
  }
  return failed(
    `${shortUrl(url)} could not be downloaded`,
    'Check the network of the machine that runs Node-RED, and try again.',
  );
}
