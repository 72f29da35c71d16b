import type { JSX, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { CloseIcon, PictureIcon } from '../components/icons';
import { webAddress } from '../model/media-url';
import { t } from '../text/locale';

/** The address of a picture to send, and how the picture looks. */
export function PicturePanel(props: {
  url: string;
  field: RefObject<HTMLInputElement>;
  /** The id of what says that the address is wrong, if it is. */
  wrong: string | undefined;
  onType: (url: string) => void;
  onRemove: () => void;
}): JSX.Element {
  return (
    <div class="attach-panel" id="attach-panel">
      <MediaPreview url={props.url.trim()} />
      <div class="attach-field">
        <label for="media-url">{t.mediaUrl}</label>
        <input
          id="media-url"
          ref={props.field}
          type="url"
          inputMode="url"
          dir="ltr"
          autocomplete="off"
          placeholder="https://"
          value={props.url}
          aria-invalid={props.wrong !== undefined}
          aria-describedby={props.wrong}
          onInput={(event) => props.onType(event.currentTarget.value)}
        />
      </div>
      <button type="button" class="round" aria-label={t.removePicture} onClick={props.onRemove}>
        <CloseIcon size={18} />
      </button>
    </div>
  );
}

/** The picture as it will look, or a word that the address gives none. */
function MediaPreview({ url }: { url: string }): JSX.Element {
  const [broken, setBroken] = useState('');
  const href = webAddress(url);
  if (href !== undefined && broken !== href) {
    return (
      <img
        class="attach-preview"
        src={href}
        alt={t.mediaPreview}
        referrerpolicy="no-referrer"
        onError={() => setBroken(href)}
      />
    );
  }
  return (
    <span class="attach-preview blank" title={href === undefined ? undefined : t.mediaBroken}>
      <PictureIcon size={22} />
      {href !== undefined && (
        <span class="hidden" role="status">
          {t.mediaBroken}
        </span>
      )}
    </span>
  );
}
