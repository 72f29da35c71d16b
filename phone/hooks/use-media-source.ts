import { useEffect, useState } from 'preact/hooks';
import { fetchFile } from '../api/requests';
import { httpUrl, simulatorMediaSid } from '../model/media-url';
import type { Media } from '../model/message';

/** `fromSimulator`: `href` is an object URL with the downloaded file. `broken`: there is no URL that is safe to open. */
export type MediaState = { state: 'ready'; href: string; fromSimulator: boolean } | { state: 'loading' | 'broken' };

function initialState(media: Media): MediaState {
  if (simulatorMediaSid(media.url) !== undefined) return { state: 'loading' };
  const href = httpUrl(media.url);
  return href === undefined ? { state: 'broken' } : { state: 'ready', href, fromSimulator: false };
}

/** Where to load media from. The simulator's files have Twilio URLs that do not exist, so they are downloaded from it. */
export function useMediaSource(media: Media): MediaState {
  const [source, setSource] = useState(() => initialState(media));
  const sid = simulatorMediaSid(media.url);
  useEffect(() => {
    if (sid === undefined) return undefined;
    let href: string | undefined;
    let unmounted = false;
    fetchFile(sid).then(
      (blob) => {
        if (unmounted) return;
        href = URL.createObjectURL(blob);
        setSource({ state: 'ready', href, fromSimulator: true });
      },
      () => !unmounted && setSource({ state: 'broken' }),
    );
    return () => {
      unmounted = true;
      if (href !== undefined) URL.revokeObjectURL(href);
    };
  }, [sid]);
  return source;
}
