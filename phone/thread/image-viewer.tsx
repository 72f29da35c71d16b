import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../components/icons';
import { httpUrl } from '../model/media-url';
import type { Media } from '../model/message';
import { t } from '../text/locale';

/** Shows a picture over the whole page. Escape or a click outside the picture closes it. */
export function ImageViewer(props: { media: Media; name: string; onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="image-viewer"
      aria-label={props.name}
      onClose={props.onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <button type="button" class="icon-button" aria-label={t.close} onClick={() => dialog.current?.close()}>
        <CloseIcon />
      </button>
      <img src={props.media.url} alt={props.name} referrerpolicy="no-referrer" />
      {httpUrl(props.media.url) !== undefined && (
        <a href={httpUrl(props.media.url)} target="_blank" rel="noopener noreferrer">
          {t.openInNewTab}
        </a>
      )}
    </dialog>
  );
}
