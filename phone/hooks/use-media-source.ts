import { useEffect, useState } from 'preact/hooks';
import { fetchFile } from '../api/requests';
import { simulatedMedia, webAddress } from '../model/media-url';
import type { Media } from '../model/message';

/** Where a browser finds media: `none` while it is on its way, `broken` when there is nothing that a browser may open. */
export type Source = { state: 'there'; href: string; local: boolean } | { state: 'none' | 'broken' };

function given(media: Media): Source {
  if (simulatedMedia(media.url) !== undefined) return { state: 'none' };
  const href = webAddress(media.url);
  return href === undefined ? { state: 'broken' } : { state: 'there', href, local: false };
}

/** What a simulated person sent as bytes has an address of Twilio's where there is nothing: it is fetched from the simulator. */
export function useSource(media: Media): Source {
  const [source, setSource] = useState(() => given(media));
  const sid = simulatedMedia(media.url);
  useEffect(() => {
    if (sid === undefined) return undefined;
    let href: string | undefined;
    let over = false;
    fetchFile(sid).then(
      (blob) => {
        if (over) return;
        href = URL.createObjectURL(blob);
        setSource({ state: 'there', href, local: true });
      },
      () => !over && setSource({ state: 'broken' }),
    );
    return () => {
      over = true;
      if (href !== undefined) URL.revokeObjectURL(href);
    };
  }, [sid]);
  return source;
}
