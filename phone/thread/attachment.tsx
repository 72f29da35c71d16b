import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { FileIcon } from '../components/icons';
import { useMediaSource, type MediaState } from '../hooks/use-media-source';
import { httpUrl, simulatorMediaSid } from '../model/media-url';
import type { Media } from '../model/message';
import { t } from '../text/locale';

function fileName(url: string): string {
  const href = httpUrl(url);
  if (simulatorMediaSid(url) !== undefined) return t.file;
  if (href === undefined) return url;
  const { pathname, host } = new URL(href);
  return pathname.split('/').filter(Boolean).at(-1) ?? host;
}

/** A link to a file. The simulator's files are downloaded, because a file that is opened has the origin of this page. */
function FileLink({ media, source }: { media: Media; source: MediaState }): JSX.Element {
  const label = (
    <>
      <FileIcon />
      <span>
        <bdi>{fileName(media.url)}</bdi>
        <small>{media.contentType || t.cannotShow}</small>
      </span>
    </>
  );
  if (source.state !== 'ready') return <span class="file">{label}</span>;
  const attributes = source.fromSimulator
    ? { download: fileName(media.url) }
    : { target: '_blank', rel: 'noopener noreferrer' };
  return (
    <a class="file" href={source.href} {...attributes}>
      {label}
    </a>
  );
}

/** A picture, an audio or video player, or a link for other files and for media that cannot be loaded. */
export function Attachment(props: { media: Media; from: string; onOpen: (media: Media) => void }): JSX.Element {
  const { media } = props;
  const source = useMediaSource(media);
  const [failed, setFailed] = useState(false);
  const [, kind] = /^(image|audio|video)\//.exec(media.contentType) ?? [];
  const mayBePicture = kind === 'image' || /^(application\/octet-stream|)$/.test(media.contentType);
  if (failed || source.state !== 'ready' || (!mayBePicture && kind === undefined)) {
    return <FileLink media={media} source={source} />;
  }
  const { href } = source;
  const onError = (): void => setFailed(true);
  if (kind === 'audio') return <audio class="player" controls preload="metadata" src={href} onError={onError} />;
  if (kind === 'video') return <video class="player" controls preload="metadata" src={href} onError={onError} />;
  return (
    <button type="button" class="picture" title={t.openPicture} onClick={() => props.onOpen({ ...media, url: href })}>
      <img src={href} alt={t.pictureFrom(props.from)} referrerpolicy="no-referrer" onError={onError} />
    </button>
  );
}
