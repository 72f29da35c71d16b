import { TwilioError } from './errors';
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
  /** Whether plain http is allowed too, for the simulator's made-up media. Never with credentials. */
  allowHttp?: boolean;
}

const TIMEOUT = 60_000;
const MOST_REDIRECTS = 5;
/** A recording's file is usually there a few seconds after its callback. */
const WAITS = [1000, 2000, 4000, 8000, 15_000];

/**
 * Whether a URL is Twilio's own API over https, the one place that gets the account's credentials. The content network
 * that Twilio redirects to needs none.
 * https://www.twilio.com/docs/messaging/guides/how-to-receive-and-download-images-incoming-mms-messages
 */
export function isTwilioHost(url: URL): boolean {
  const { protocol, hostname, port, username } = url;
  return protocol === 'https:' && port === '' && username === '' && /^(?:[a-z0-9-]+\.)+twilio\.com$/.test(hostname);
}

const failed = (message: string, hint: string, status?: number): TwilioError =>
  new TwilioError(status === 404 ? 'NOT_FOUND' : 'DOWNLOAD_FAILED', message, {
    ...(status === undefined ? {} : { status }),
    hint,
  });

const tooLarge = (limit: number): TwilioError =>
  failed(`The file is larger than ${limit} bytes`, 'Raise the size limit of the node, or leave the file at Twilio.');

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

function fromTransport({ statusCode, body, headers = {} }: RestResponse, url: URL, limit: number): Download | number {
  if (statusCode === 404) return 404;
  if (statusCode >= 300) throw failed(`${shown(url)} answered with HTTP ${statusCode}`, 'Try again later.', statusCode);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > limit) throw tooLarge(limit);
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return { bytes, contentType: type ?? 'application/octet-stream' };
}

/** One try. @returns the file, or 404 when it is not there (yet) */
async function attempt(start: URL, options: DownloadOptions): Promise<Download | number> {
  if (options.transport !== undefined && isTwilioHost(start)) {
    return fromTransport(await options.transport({ method: 'get', uri: start.href }), start, options.limit);
  }
  const signal = AbortSignal.timeout(options.timeout ?? TIMEOUT);
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
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
    if (response.status === 404) {
      await response.body?.cancel();
      return 404;
    }
    if (!response.ok) {
      await response.body?.cancel();
      const hint =
        response.status === 401 || response.status === 403
          ? 'Check the credentials of the account node; an API key may lack the permission for recordings or media.'
          : 'Try again later.';
      throw failed(`${shown(url)} answered with HTTP ${response.status}`, hint, response.status);
    }
    const contentType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    return { bytes: await readAll(response, options), contentType: contentType ?? 'application/octet-stream' };
  }
  throw failed(`${shown(start)} redirects too often`, 'Try again later.');
}

/**
 * Fetches a recording or a message's media.
 * @throws {TwilioError} `DOWNLOAD_FAILED`, `NOT_FOUND` or `TIMEOUT`, free of credentials
 */
export async function download(address: string, options: DownloadOptions): Promise<Download> {
  if (!URL.canParse(address)) throw failed('The media has no web address', 'It cannot be fetched.');
  const url = new URL(address);
  const waits = options.waits ?? WAITS;
  for (let tries = 0; ; tries += 1) {
    let found: Download | number;
    try {
      found = await attempt(url, options);
    } catch (error) {
      throw asTwilioError(error, url);
    }
    if (typeof found !== 'number') return found;
    const wait = waits[tries];
    if (wait === undefined) {
      throw failed(`${shown(url)} is not there`, 'It was deleted, or Twilio still prepares it: try again later.', 404);
    }
    await options.pause(wait);
  }
}

function asTwilioError(error: unknown, url: URL): TwilioError {
  if (error instanceof TwilioError) return error;
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new TwilioError('TIMEOUT', `${shown(url)} did not come in time`, { hint: 'Try again later.' });
  }
  return failed(`${shown(url)} could not be fetched`, 'Check the network of this machine and try again.');
}
