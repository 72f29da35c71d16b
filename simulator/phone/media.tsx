import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, FileIcon } from './icons';
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
  if (href === undefined) return url;
  const { pathname, host } = new URL(href);
  return pathname.split('/').filter(Boolean).at(-1) ?? host;
}

/** What is no picture, or does not load as one. */
function FileChip({ media }: { media: Media }): JSX.Element {
  const href = webAddress(media.url);
  const inside = (
    <>
      <FileIcon />
      <span>
        <bdi>{fileName(media.url)}</bdi>
        <small>{media.contentType || t.notAPicture}</small>
      </span>
    </>
  );
  if (href === undefined) return <span class="file">{inside}</span>;
  return (
    <a class="file" href={href} target="_blank" rel="noopener noreferrer">
      {inside}
    </a>
  );
}

/** A picture in a bubble; a click shows it large. What does not load becomes a file. */
export function Attachment(props: { media: Media; from: string; onOpen: (media: Media) => void }): JSX.Element {
  const { media } = props;
  const [broken, setBroken] = useState(false);
  const mayBePicture = /^(image\/|application\/octet-stream|$)/.test(media.contentType);
  if (broken || !mayBePicture || webAddress(media.url) === undefined) return <FileChip media={media} />;
  const name = t.pictureFrom(props.from);
  return (
    <button type="button" class="picture" title={t.openPicture} onClick={() => props.onOpen(media)}>
      <img src={media.url} alt={name} referrerpolicy="no-referrer" onError={() => setBroken(true)} />
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
      <a href={webAddress(props.media.url)} target="_blank" rel="noopener noreferrer">
        {t.openOriginal}
      </a>
    </dialog>
  );
}
