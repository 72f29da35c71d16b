import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { FileIcon } from '../components/icons';
import { type Source, useSource } from '../hooks/use-media-source';
import { simulatedMedia, webAddress } from '../model/media-url';
import type { Media } from '../model/message';
import { t } from '../text/locale';

function fileName(url: string): string {
  const href = webAddress(url);
  if (simulatedMedia(url) !== undefined) return t.file;
  if (href === undefined) return url;
  const { pathname, host } = new URL(href);
  return pathname.split('/').filter(Boolean).at(-1) ?? host;
}

/** What is no picture, or does not load as one. What came from the simulator is saved, never opened as a page of ours. */
function FileChip({ media, source }: { media: Media; source: Source }): JSX.Element {
  const inside = (
    <>
      <FileIcon />
      <span>
        <bdi>{fileName(media.url)}</bdi>
        <small>{media.contentType || t.notAPicture}</small>
      </span>
    </>
  );
  if (source.state !== 'there') return <span class="file">{inside}</span>;
  const how = source.local ? { download: fileName(media.url) } : { target: '_blank', rel: 'noopener noreferrer' };
  return (
    <a class="file" href={source.href} {...how}>
      {inside}
    </a>
  );
}

/** A picture in a bubble; a click shows it large. Sound and film play in place. What does not load becomes a file. */
export function Attachment(props: { media: Media; from: string; onOpen: (media: Media) => void }): JSX.Element {
  const { media } = props;
  const source = useSource(media);
  const [failed, setFailed] = useState(false);
  const [, kind] = /^(image|audio|video)\//.exec(media.contentType) ?? [];
  const mayBePicture = kind === 'image' || /^(application\/octet-stream|)$/.test(media.contentType);
  if (failed || source.state !== 'there' || (!mayBePicture && kind === undefined)) {
    return <FileChip media={media} source={source} />;
  }
  const { href } = source;
  const fail = (): void => setFailed(true);
  if (kind === 'audio') return <audio class="player" controls preload="metadata" src={href} onError={fail} />;
  if (kind === 'video') return <video class="player" controls preload="metadata" src={href} onError={fail} />;
  return (
    <button type="button" class="picture" title={t.openPicture} onClick={() => props.onOpen({ ...media, url: href })}>
      <img src={href} alt={t.pictureFrom(props.from)} referrerpolicy="no-referrer" onError={fail} />
    </button>
  );
}
