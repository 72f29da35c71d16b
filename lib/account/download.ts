import { isTwilioHost } from '../validation/twilio-url';
import { downloadError, failed, HINTS, shortUrl, tooLarge } from './download-errors';
import { headerOf } from './headers';
import type { RequestQueue } from './request-queue';
import { DEFAULT_RETRY, retryDelayMs, type RetryRules } from './retry';
import type { RestResponse, Transport } from './transport';
import { isUrl } from '../validation/is-url';

/** A file that was downloaded. */
export interface Download {
  bytes: Buffer;
  contentType: string;
}

/** What {@link download} needs besides the URL. */
export interface DownloadOptions {
  /** Returns the value of the Authorization header. It is sent only to hosts of Twilio. */
  authorization: () => Promise<string | undefined>;
  /** The largest file, in bytes. */
  maxBytes: number;
  /** The time limit of one try, in milliseconds. */
  timeoutMs?: number;
  /** How long to wait before each new request for a file that Twilio still prepares (404), in milliseconds. */
  retryDelaysMs?: readonly number[] | undefined;
  pause(milliseconds: number): Promise<void>;
  /** Called for each piece, with the bytes so far and the total, if the server announces it. */
  onProgress?: ((bytes: number, total: number | undefined) => void) | undefined;
  /** Used instead of the network for hosts of Twilio. */
  transport?: Transport | undefined;
  /** Requests from the network. The global `fetch` by default. */
  fetch?: typeof fetch | undefined;
  /** Every try goes through this queue. */
  queue?: RequestQueue | undefined;
  /** For a try that Twilio answers with 429. */
  retry?: RetryRules | undefined;
  /** Whether plain http is allowed too, for the simulator's media. Credentials are never sent over it. */
  allowHttp?: boolean;
}

const TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 5;
/** Twilio usually has a recording's file a few seconds after its callback. */
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 15_000];

async function readAll(response: Response, options: DownloadOptions): Promise<Buffer> {
  const contentLength = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isFinite(contentLength) ? contentLength : undefined;
  if (total !== undefined && total > options.maxBytes) throw tooLarge(options.maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    // A server may send more than it has announced, or never end.
    if (length > options.maxBytes) throw tooLarge(options.maxBytes);
    chunks.push(chunk);
    options.onProgress?.(length, total);
  }
  return Buffer.concat(chunks, length);
}

/** A response without a file. */
interface ErrorResponse {
  status: number;
  /** The `Retry-After` header of a 429. */
  retryAfter?: string | undefined;
  /** Why, in the words of the server. */
  reason?: string | undefined;
}

const MAX_REASON_LENGTH = 300;

/** The reason in an error's body: the message of Twilio's JSON or XML. */
function reasonIn(body: unknown): string | undefined {
  const text = typeof body === 'object' && !Buffer.isBuffer(body) ? JSON.stringify(body) : String(body);
  const [, json] = /"message"\s*:\s*"((?:[^"\\]|\\.)+)"/.exec(text) ?? [];
  const [, xml] = /<Message>([^<]+)<\/Message>/.exec(text) ?? [];
  return (json ?? xml)?.slice(0, MAX_REASON_LENGTH);
}

/** The start of a response's body; `undefined` when it cannot be read. */
async function startOf(response: Response): Promise<string | undefined> {
  try {
    for await (const chunk of response.body ?? []) return Buffer.from(chunk).toString('utf8');
  } catch {
    // The status says enough.
  }
  return undefined;
}

function fromTransport({ statusCode, body, headers }: RestResponse, maxBytes: number): Download | ErrorResponse {
  if (statusCode >= 300) {
    return { status: statusCode, retryAfter: headerOf(headers, 'retry-after'), reason: reasonIn(body) };
  }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  return { bytes, contentType: headerOf(headers, 'content-type') ?? 'application/octet-stream' };
}

/** Requests the file once, and follows redirects. */
async function tryOnce(start: URL, options: DownloadOptions): Promise<Download | ErrorResponse> {
  if (options.transport !== undefined && isTwilioHost(start)) {
    return fromTransport(await options.transport({ method: 'get', uri: start.href }), options.maxBytes);
  }
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (url.protocol !== 'https:' && !(options.allowHttp === true && url.protocol === 'http:')) {
      throw failed(`${shortUrl(url)} is not an https URL`, 'Media and recordings are downloaded over https only.');
    }
    // Checked for each redirect, so that no other host gets the credentials.
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
      const reason = reasonIn(await startOf(response));
      return { status: response.status, retryAfter: response.headers.get('retry-after') ?? undefined, reason };
    }
    const contentType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    return { bytes: await readAll(response, options), contentType: contentType ?? 'application/octet-stream' };
  }
  throw failed(`${shortUrl(start)} has too many redirects`, 'Try again later.');
}

/**
 * Downloads a recording or the media of a message. A 429 is repeated after the time that the answer names, and a 404 after
 * each of `options.waits`.
 * @throws {TwilioError} `DOWNLOAD_FAILED`, `NOT_FOUND`, `INVALID_CREDENTIALS`, `RATE_LIMITED` or `TIMEOUT`, without
 * credentials
 */
export async function download(address: string, options: DownloadOptions): Promise<Download> {
  if (!isUrl(address)) throw failed('The file has no valid URL', 'It cannot be downloaded.');
  const url = new URL(address);
  const notFoundDelays = [...(options.retryDelaysMs ?? RETRY_DELAYS_MS)];
  const { queue } = options;
  const position = queue?.queuePosition();
  for (let tries = 1; ;) {
    let result: Download | ErrorResponse;
    let delayMs: number | undefined;
    await queue?.enter(position);
    try {
      result = await tryOnce(url, options);
      if ('bytes' in result) return result;
      if (result.status === 429) delayMs = retryDelayMs(tries, result.retryAfter, options.retry ?? DEFAULT_RETRY);
      // Twilio would refuse the other downloads too, so all of them pause.
      if (delayMs !== undefined) queue?.pause(delayMs);
    } catch (error) {
      throw downloadError(error, url);
    } finally {
      queue?.leave();
    }
    const { status, reason } = result;
    if (status === 404) delayMs = notFoundDelays.shift();
    if (delayMs === undefined) {
      const what = status === 404 ? 'was not found' : `answered with HTTP ${status}`;
      const why = reason === undefined ? '' : `: ${reason}`;
      throw failed(`${shortUrl(url)} ${what}${why}`, HINTS[status] ?? 'Try again later.', status);
    }
    if (status === 429) tries += 1;
    if (status === 404 || queue === undefined) await options.pause(delayMs);
  }
}
