import type { Ids } from './ids';
import type { SimulatedMedia } from './types';

const types: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  heic: 'image/heic',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  amr: 'audio/amr',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  '3gp': 'video/3gpp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  vcf: 'text/vcard',
  ics: 'text/calendar',
};

/** Twilio takes at most so many. https://www.twilio.com/docs/messaging/api/message-resource */
export const mostMedia = 10;

/** What a media URL probably leads to, judged by its extension. Pictures are what people send, so that is the guess. */
export function contentTypeOf(url: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(types, extension) ? types[extension] : undefined) ?? 'image/jpeg';
}

/** True for a URL that a media server could have: http or https. */
export function isHttpUrl(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  return new URL(url).hostname !== '';
}

/** Media of a message, by the URLs that were given. */
export function mediaOf(ids: Ids, urls: readonly string[]): SimulatedMedia[] {
  return urls.map((url) => ({ sid: ids.sid('ME'), url, contentType: contentTypeOf(url) }));
}
