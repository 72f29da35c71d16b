import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fetchFile } from './api';
import { CloseIcon, FileIcon } from './icons';
import { simulatedMedia } from './place';
import type { Media } from './wire';
import { t } from './words';

/** The address when a browser may open it. A flow's text may carry any string, `javascript:` among them. */
export function webAddress(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}

function fileName(url: string): string {
  const href = webAddress(url);
  if (simulatedMedia(url) !== undefined) return t.file;
  if (href === undefined) return url;
  const { pathname, host } = new URL(href);
  return pathname.split('/').filter(Boolean).at(-1) ?? host;
}

/** Where a browser finds media: `none` while it is on its way, `broken` when there is nothing that a browser may open. */
type Source = { state: 'there'; href: string; local: boolean } | { state: 'none' | 'broken' };

function given(media: Media): Source {
  if (simulatedMedia(media.url) !== undefined) return { state: 'none' };
  const href = webAddress(media.url);
  return href === undefined ? { state: 'broken' } : { state: 'there', href, local: false };
}

/** What a simulated person sent as bytes has an address of Twilio's where there is nothing: it is fetched from the simulator. */
function useSource(media: Media): Source {
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

/** One picture, large, over everything. Escape and a click beside it close it. */
export function Viewer(props: { media: Media; name: string; onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={props.name}
      onClose={props.onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <button type="button" class="round" aria-label={t.close} onClick={() => dialog.current?.close()}>
        <CloseIcon />
      </button>
      <img src={props.media.url} alt={props.name} referrerpolicy="no-referrer" />
      {webAddress(props.media.url) !== undefined && (
        <a href={webAddress(props.media.url)} target="_blank" rel="noopener noreferrer">
          {t.openOriginal}
        </a>
      )}
    </dialog>
  );
}
