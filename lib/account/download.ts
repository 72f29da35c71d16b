import type { ErrorCode } from '../errors/error-codes';
import { TwilioError } from '../errors/twilio-error';
import type { RequestQueue } from './request-queue';
import { DEFAULT_RETRY, retryDelayMs, type RetryRules } from './retry';
import type { RestResponse, Transport } from './transport';

/** A file that was fetched. */
export interface Download {
  bytes: Buffer;
  contentType: string;
}

/** What a download may do and with what. */
export interface DownloadOptions {
  /** The Authorization header, sent to Twilio's own hosts and to no other. */
  authorization: () => Promise<string | undefined>;
  /** The most bytes. */
  limit: number;
  /** How long the whole of one try may take, in milliseconds. */
  timeout?: number;
  /** The waits before another try of a file that Twilio still prepares (404), in milliseconds. */
  waits?: readonly number[] | undefined;
  pause(milliseconds: number): Promise<void>;
  /** Hears how much has come: bytes, and of how many when the server says so. */
  onProgress?: ((bytes: number, total: number | undefined) => void) | undefined;
  /** Goes instead of the network for Twilio's own hosts: the simulator. */
  transport?: Transport | undefined;
  /** Asks the network; the global `fetch` when absent. */
  fetch?: typeof fetch | undefined;
  /** Through which every try goes out. */
  gate?: RequestQueue | undefined;
  /** For a try that is turned away with 429. */
  retry?: RetryRules | undefined;
  /** Whether plain http is allowed too, for the simulator's made-up media. Never with credentials. */
  allowHttp?: boolean;
}

const TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 5;
/** A recording's file is usually there a few seconds after its callback. */
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 15_000];

/**
 * Whether a URL is Twilio's own API over https, the one place that gets the account's credentials. The content network
 * that Twilio redirects to needs none.
 * https://www.twilio.com/docs/messaging/guides/how-to-receive-and-download-images-incoming-mms-messages
 */
export function isTwilioHost(url: URL): boolean {
  const { protocol, hostname, port, username } = url;
  return protocol === 'https:' && port === '' && username === '' && /^(?:[a-z0-9-]+\.)+twilio\.com$/.test(hostname);
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'INVALID_CREDENTIALS',
  403: 'INVALID_CREDENTIALS',
  404: 'NOT_FOUND',
  429: 'RATE_LIMITED',
};

const HINTS: Readonly<Record<number, string>> = {
  401: 'Check the credentials of the account node.',
  403: 'Check the credentials of the account node; an API key may lack the permission for recordings or media.',
  404: 'It was deleted, or Twilio still prepares it: try again later.',
  429: 'Too many requests at once: fetch more slowly, or spread it over more time.',
};

const failed = (message: string, hint: string, status?: number): TwilioError =>
  new TwilioError((status === undefined ? undefined : CODES[status]) ?? 'DOWNLOAD_FAILED', message, {
    ...(status === undefined ? {} : { status }),
    hint,
  });

const tooLarge = (limit: number): TwilioError =>
  failed(
    `The file is larger than ${limit} bytes`,
    'Raise the size limit where the node has one, or leave the file at Twilio.',
  );

/** What is shown of a URL: without its query, which may hold a signature. */
const shown = (url: URL): string => `${url.host}${url.pathname}`;

async function readAll(response: Response, options: DownloadOptions): Promise<Buffer> {
  const said = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isFinite(said) ? said : undefined;
  if (total !== undefined && total > options.limit) throw tooLarge(options.limit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  // An endless body ends here: what is too long is given up as soon as it is.
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > options.limit) throw tooLarge(options.limit);
    chunks.push(chunk);
    options.onProgress?.(length, total);
  }
  return Buffer.concat(chunks, length);
}

/** A try that led to no file. */
interface Refusal {
  status: number;
  /** How long to wait, as a 429 says it. */
  retryAfter?: string | undefined;
}

const headerOf = (headers: Readonly<Record<string, string>>, wanted: string): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];

function fromTransport({ statusCode, body, headers = {} }: RestResponse, limit: number): Download | Refusal {
  if (statusCode >= 300) return { status: statusCode, retryAfter: headerOf(headers, 'retry-after') };
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > limit) throw tooLarge(limit);
  return { bytes, contentType: headerOf(headers, 'content-type') ?? 'application/octet-stream' };
}

/** One try. */
async function attempt(start: URL, options: DownloadOptions): Promise<Download | Refusal> {
  if (options.transport !== undefined && isTwilioHost(start)) {
    return fromTransport(await options.transport({ method: 'get', uri: start.href }), options.limit);
  }
  const signal = AbortSignal.timeout(options.timeout ?? TIMEOUT_MS);
  let url = start;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    if (url.protocol !== 'https:' && !(options.allowHttp === true && url.protocol === 'http:')) {
      throw failed(`${shown(url)} is no https address`, 'Media and recordings are fetched over https only.');
    }
    // Decided anew for every hop: a redirect elsewhere takes no credentials along.
    const authorization = isTwilioHost(url) ? await options.authorization() : undefined;
    const response = await (options.fetch ?? fetch)(url, {
      redirect: 'manual',
      signal,
      headers: authorization === undefined ? {} : { authorization },
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      url = new URL(location, url);
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { status: response.status, retryAfter: response.headers.get('retry-after') ?? undefined };
    }
    const contentType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    return { bytes: await readAll(response, options), contentType: contentType ?? 'application/octet-stream' };
  }
  throw failed(`${shown(start)} redirects too often`, 'Try again later.');
}

/**
 * Fetches a recording or a message's media. What is turned away with 429 is tried again as the answer asks, and what is
 * not there (404) after each of the waits.
 * @throws {TwilioError} `DOWNLOAD_FAILED`, `NOT_FOUND`, `INVALID_CREDENTIALS`, `RATE_LIMITED` or `TIMEOUT`, free of
 * credentials
 */
export async function download(address: string, options: DownloadOptions): Promise<Download> {
  if (!URL.canParse(address)) throw failed('The media has no web address', 'It cannot be fetched.');
  const url = new URL(address);
  const waits = [...(options.waits ?? RETRY_DELAYS_MS)];
  const { gate } = options;
  const ticket = gate?.queuePosition();
  for (let tries = 1; ;) {
    let found: Download | Refusal;
    let wait: number | undefined;
    await gate?.enter(ticket);
    try {
      found = await attempt(url, options);
      if ('bytes' in found) return found;
      if (found.status === 429) wait = retryDelayMs(tries, found.retryAfter, options.retry ?? DEFAULT_RETRY);
      // As for every other request: whatever went out now would be turned away too.
      if (wait !== undefined) gate?.pause(wait);
    } catch (error) {
      throw asTwilioError(error, url);
    } finally {
      gate?.leave();
    }
    const { status } = found;
    if (status === 404) wait = waits.shift();
    if (wait === undefined) {
      const what = status === 404 ? 'is not there' : `answered with HTTP ${status}`;
      throw failed(`${shown(url)} ${what}`, HINTS[status] ?? 'Try again later.', status);
    }
    if (status === 429) tries += 1;
    if (status === 404 || gate === undefined) await options.pause(wait);
  }
}

function asTwilioError(error: unknown, url: URL): TwilioError {
  if (error instanceof TwilioError) return error;
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new TwilioError('TIMEOUT', `${shown(url)} did not come in time`, { hint: 'Try again later.' });
  }
  return failed(`${shown(url)} could not be fetched`, 'Check the network of this machine and try again.');
}
