import { wav } from '../core/wav';
import { typeOfFile } from './media-types';
import type { Ids } from '../core/ids';
import type { SimulatedMedia } from '../model/simulator';
import type { MediaFile, MediaStore } from '../model/message-records';

/** Twilio takes at most so many. https://www.twilio.com/docs/messaging/api/message-resource */
export const MAX_MEDIA = 10;
/** What one of them may hold. https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
export const MAX_MEDIA_BYTES = 5 * 1024 * 1024;
const MAX_BYTES_KEPT = 64 * 1024 * 1024;

/** Guesses the content type of a media URL by its extension. Without a known one it is a photo. */
function contentTypeOf(url: string): string {
  return typeOfFile(new URL(url).pathname) ?? 'image/jpeg';
}

/** True for a URL that a media server could have: http or https. */
export function isHttpUrl(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  return new URL(url).hostname !== '';
}

// One blue pixel: the smallest picture that every program shows.
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==';

const SAMPLES: Readonly<Record<string, () => MediaFile>> = {
  'sample:image': () => ({ bytes: Buffer.from(PIXEL, 'base64'), contentType: 'image/png' }),
  'sample:audio': () => ({ bytes: wav({ seconds: 1, channels: 1 }), contentType: 'audio/wav' }),
  'sample:document': () => ({ bytes: Buffer.from('A document of a simulated person.\n'), contentType: 'text/plain' }),
};

/** The names of the samples: `sample:image` … */
export const SAMPLE_NAMES = Object.keys(SAMPLES);

/**
 * The file that media is given as: a sample or a `data:` URL.
 * @returns undefined when it is neither
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
 * Media of a message, by how it was given. A file is kept in the store and gets an address below the message's own.
 * @param address the message's address at Twilio
 */
export function createMedia(ids: Ids, store: MediaStore, given: readonly string[], address: string): SimulatedMedia[] {
  return given.map((one) => {
    const sid = ids.sid('ME');
    const file = readFile(one);
    if (file === undefined) return { sid, url: one, contentType: contentTypeOf(one) };
    store.add(sid, file);
    return { sid, url: `${address}/Media/${sid}`, contentType: file.contentType };
  });
}
