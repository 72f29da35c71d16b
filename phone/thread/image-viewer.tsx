import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../components/icons';
import { webAddress } from '../model/media-url';
import type { Media } from '../model/message';
import { t } from '../text/locale';

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
