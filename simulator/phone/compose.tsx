import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, PictureIcon, PlusIcon, SendIcon } from './icons';
import { webAddress } from './media';
import { t } from './words';

/** What is being written. It outlives a look at another conversation. */
export interface Written {
  body: string;
  mediaUrl: string;
  attaching: boolean;
}

/** Nothing written yet. */
export const BLANK: Written = { body: '', mediaUrl: '', attaching: false };

/** The field, the attached picture and the send button. Enter sends, Shift+Enter starts a line. */
export function Compose(props: {
  written: Written;
  field: RefObject<HTMLTextAreaElement>;
  onWrite: (written: Written) => void;
  onSend: (body: string, media: readonly string[]) => void;
}): JSX.Element {
  const { written, field, onWrite } = props;
  const [wrong, setWrong] = useState('');
  const address = useRef<HTMLInputElement>(null);
  const attach = useRef<HTMLButtonElement>(null);

  // As tall as what is in it; the style sheet sets where it begins to scroll, and does it all where it can.
  useLayoutEffect(() => {
    if (!field.current || CSS.supports('field-sizing', 'content')) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${String(field.current.scrollHeight)}px`;
  }, [field, written.body]);

  useLayoutEffect(() => {
    if (written.attaching) address.current?.focus();
  }, [written.attaching]);

  const change = (part: Partial<Written>): void => {
    setWrong('');
    onWrite({ ...written, ...part });
  };

  const submit = (): void => {
    const url = written.attaching ? written.mediaUrl.trim() : '';
    if (url !== '' && webAddress(url) === undefined) {
      setWrong(t.mediaInvalid);
      address.current?.focus();
      return;
    }
    // The field has the focus again after every try: the next thing a person does is type.
    field.current?.focus();
    if (written.body.trim() === '' && url === '') {
      setWrong(t.nothingToSend);
      return;
    }
    setWrong('');
    onWrite(BLANK);
    props.onSend(written.body.trim(), url === '' ? [] : [url]);
  };

  const detach = (): void => {
    change({ attaching: false, mediaUrl: '' });
    attach.current?.focus();
  };

  return (
    <form
      class="compose"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && written.attaching) detach();
      }}
    >
      {written.attaching && (
        <div class="attach-panel" id="attach-panel">
          <MediaPreview url={written.mediaUrl.trim()} />
          <div class="attach-field">
            <label for="media-url">{t.mediaUrl}</label>
            <input
              id="media-url"
              ref={address}
              type="url"
              inputMode="url"
              dir="ltr"
              autocomplete="off"
              placeholder="https://"
              value={written.mediaUrl}
              aria-invalid={wrong === t.mediaInvalid}
              aria-describedby={wrong === t.mediaInvalid ? 'compose-wrong' : undefined}
              onInput={(event) => change({ mediaUrl: event.currentTarget.value })}
            />
          </div>
          <button type="button" class="round" aria-label={t.removePicture} onClick={detach}>
            <CloseIcon size={18} />
          </button>
        </div>
      )}
      {wrong !== '' && (
        <p id="compose-wrong" class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div class="compose-row">
        <button
          type="button"
          class="round"
          ref={attach}
          aria-label={t.attach}
          title={t.attach}
          aria-expanded={written.attaching}
          aria-controls={written.attaching ? 'attach-panel' : undefined}
          onClick={() => (written.attaching ? detach() : change({ attaching: true }))}
        >
          <PlusIcon />
        </button>
        <textarea
          id="compose"
          ref={field}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={t.message}
          placeholder={t.message}
          value={written.body}
          aria-invalid={wrong === t.nothingToSend}
          aria-describedby={wrong === t.nothingToSend ? 'compose-wrong' : undefined}
          onInput={(event) => change({ body: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <button type="submit" id="send" class="round send" aria-label={t.send} title={t.send}>
          <SendIcon />
        </button>
      </div>
    </form>
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
