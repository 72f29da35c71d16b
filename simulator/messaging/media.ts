import { wav } from '../core/wav';
import { typeOfFile } from './media-types';
import type { Ids } from '../core/ids';
import type { SimulatedMedia } from '../model/simulator';
import type { MediaFile, MediaStore } from '../model/message-records';
import { isUrl } from '../core/is-url';

/** The maximum number of media of a message. https://www.twilio.com/docs/messaging/api/message-resource */
export const MAX_MEDIA = 10;
/** The maximum size of one media. https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
export const MAX_MEDIA_BYTES = 5 * 1024 * 1024;
const MAX_BYTES_KEPT = 64 * 1024 * 1024;

/** Guesses the content type of a media URL by its extension. Default: a JPEG image. */
function contentTypeOf(url: string): string {
  return typeOfFile(new URL(url).pathname) ?? 'image/jpeg';
}

/** True for an absolute http(s) URL. */
export function isHttpUrl(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !isUrl(url)) return false;
  return new URL(url).hostname !== '';
}

// A PNG of one blue pixel.
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==';

const SAMPLES: Readonly<Record<string, () => MediaFile>> = {
  'sample:image': () => ({ bytes: Buffer.from(PIXEL, 'base64'), contentType: 'image/png' }),
  'sample:audio': () => ({ bytes: wav({ seconds: 1, channels: 1 }), contentType: 'audio/wav' }),
  'sample:document': () => ({ bytes: Buffer.from('A document of a simulated person.\n'), contentType: 'text/plain' }),
};

/** `sample:image` … */
export const SAMPLE_NAMES = Object.keys(SAMPLES);

/**
 * Reads a sample or a `data:` URL.
 * @returns undefined for other URLs
 */
export function readFile(given: string): MediaFile | undefined {
  const sample = Object.hasOwn(SAMPLES, given) ? SAMPLES[given] : undefined;
  if (sample !== undefined) return sample();
  const data = /^data:([\w.+-]+\/[\w.+-]+)?((?:;[\w.+-]+=[^;,]*)*)(;base64)?,/i.exec(given);
  if (data === null) return undefined;
  const [head, type = 'text/plain', , base64] = data;
  const body = given.slice(head.length);
  try {
    const bytes = Buffer.from(base64 === undefined ? decodeURIComponent(body) : body, base64 ? 'base64' : 'utf8');
    return { bytes, contentType: type.toLowerCase() };
  } catch {
    return undefined;
  }
}

/** The files of messages, in memory. The oldest ones are deleted when all together are larger than 64 MB. */
export function createMediaStore(): MediaStore {
  const files = new Map<string, MediaFile>();
  let size = 0;
  const remove = (sid: string): void => {
    size -= files.get(sid)?.bytes.length ?? 0;
    files.delete(sid);
  };
  return {
    get: (sid) => files.get(sid),
    add(sid, file) {
      files.set(sid, file);
      size += file.bytes.length;
      for (const oldest of files.keys()) {
        if (size <= MAX_BYTES_KEPT) break;
        remove(oldest);
      }
    },
    remove,
  };
}

/**
 * Creates the media of a message. A file is added to the store and gets a URL below the URL of the message.
 * @param messageUrl the Twilio URL of the message
 */
export function createMedia(
  ids: Ids,
  store: MediaStore,
  urls: readonly string[],
  messageUrl: string,
): SimulatedMedia[] {
  return urls.map((given) => {
    const sid = ids.sid('ME');
    const file = readFile(given);
    if (file === undefined) return { sid, url: given, contentType: contentTypeOf(given) };
    store.add(sid, file);
    return { sid, url: `${messageUrl}/Media/${sid}`, contentType: file.contentType };
  });
}
