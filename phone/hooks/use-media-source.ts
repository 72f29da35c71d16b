import { httpUrl, simulatorMediaSid } from '../model/media-url';
import type { Media } from '../model/message';
import { useFile } from './use-file';

/** `fromSimulator`: `href` is an object URL with the downloaded file. `broken`: there is no URL that is safe to open. */
export type MediaState = { state: 'ready'; href: string; fromSimulator: boolean } | { state: 'loading' | 'broken' };

/** Where to load media from. The simulator's files have URLs that do not exist at Twilio, so the page downloads them from it. */
export function useMediaSource(media: Media): MediaState {
  const sid = simulatorMediaSid(media.url);
  const file = useFile(sid);
  if (sid === undefined) {
    const href = httpUrl(media.url);
    return href === undefined ? { state: 'broken' } : { state: 'ready', href, fromSimulator: false };
  }
  if (file.state === 'ready') return { ...file, fromSimulator: true };
  return { state: file.state === 'failed' ? 'broken' : 'loading' };
}
