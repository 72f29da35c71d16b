import type { JSX, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { CloseIcon, PictureIcon } from '../components/icons';
import { httpUrl } from '../model/media-url';
import { t } from '../text/locale';

/** The URL field and the preview of a picture to send. */
export function PicturePanel(props: {
  url: string;
  field: RefObject<HTMLInputElement>;
  /** The id of the error message when the URL is not valid. */
  errorId: string | undefined;
  onInput: (url: string) => void;
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
          aria-invalid={props.errorId !== undefined}
          aria-describedby={props.errorId}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      </div>
      <button type="button" class="icon-button" aria-label={t.removePicture} onClick={props.onRemove}>
        <CloseIcon size={18} />
      </button>
    </div>
  );
}

/** The picture, or a placeholder when it cannot be loaded. */
function MediaPreview({ url }: { url: string }): JSX.Element {
  const [failedUrl, setFailedUrl] = useState('');
  const href = httpUrl(url);
  if (href !== undefined && failedUrl !== href) {
    return (
      <img
        class="attach-preview"
        src={href}
        alt={t.mediaPreview}
        referrerpolicy="no-referrer"
        onError={() => setFailedUrl(href)}
      />
    );
  }
  return (
    <span class="attach-preview empty-preview" title={href === undefined ? undefined : t.mediaNotLoaded}>
      <PictureIcon size={22} />
      {href !== undefined && (
        <span class="visually-hidden" role="status">
          {t.mediaNotLoaded}
        </span>
      )}
    </span>
  );
}
