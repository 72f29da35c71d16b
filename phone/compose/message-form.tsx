import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, SendIcon } from '../components/icons';
import { httpUrl } from '../model/media-url';
import { t } from '../text/locale';
import { Quote } from '../thread/quote';
import { AttachButton } from './attach-button';
import { EMPTY_DRAFT, type AttachmentKind, type ComposeProps, type DraftInput } from './draft';
import { PicturePanel } from './picture-panel';

/** The message field with its attachment. Enter sends, Shift+Enter adds a line break. */
export function MessageForm({ input, channel, field, onInput, ...props }: ComposeProps): JSX.Element {
  const [error, setError] = useState('');
  const urlField = useRef<HTMLInputElement>(null);
  const attachButton = useRef<HTMLButtonElement>(null);
  const pictureOpen = input.attaching === 'picture';
  const { replyTo } = input;
  const placeholder = channel === 'whatsapp' ? t.whatsappMessage : t.message;

  // Grows the field with its text, in browsers without `field-sizing: content`.
  useLayoutEffect(() => {
    if (!field.current || CSS.supports('field-sizing', 'content')) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${String(field.current.scrollHeight)}px`;
  }, [field, input.body]);

  useLayoutEffect(() => {
    if (pictureOpen) urlField.current?.focus();
  }, [pictureOpen]);

  const change = (part: Partial<DraftInput>): void => {
    setError('');
    onInput({ ...input, ...part });
  };

  const submit = (): void => {
    const url = pictureOpen ? input.mediaUrl.trim() : '';
    if (url !== '' && httpUrl(url) === undefined) {
      setError(t.mediaUrlInvalid);
      urlField.current?.focus();
      return;
    }
    field.current?.focus();
    const body = input.body.trim();
    if (body === '' && url === '') {
      setError(t.nothingToSend);
      return;
    }
    setError('');
    onInput(input.location ? { ...EMPTY_DRAFT, location: input.location } : EMPTY_DRAFT);
    props.onSend({ body, media: url === '' ? [] : [url], ...(replyTo && { repliedTo: replyTo }) });
  };

  const attach = (attaching: AttachmentKind): void => {
    if (pictureOpen && attaching === 'picture') urlField.current?.focus();
    change({ attaching });
  };

  const detach = (): void => {
    change({ attaching: 'nothing', mediaUrl: '' });
    attachButton.current?.focus();
  };

  const cancelReply = (): void => {
    const rest = { ...input };
    delete rest.replyTo;
    onInput(rest);
    field.current?.focus();
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
        if (event.key !== 'Escape') return;
        if (pictureOpen) detach();
        else if (replyTo) cancelReply();
      }}
    >
      {replyTo && (
        <Quote quoted={props.quoted} contact={props.contact}>
          <button
            type="button"
            class="icon-button"
            aria-label={t.cancelReply}
            title={t.cancelReply}
            onClick={cancelReply}
          >
            <CloseIcon size={18} />
          </button>
        </Quote>
      )}
      {pictureOpen && (
        <PicturePanel
          url={input.mediaUrl}
          field={urlField}
          errorId={error === t.mediaUrlInvalid ? 'compose-error' : undefined}
          onInput={(mediaUrl) => change({ mediaUrl })}
          onRemove={detach}
        />
      )}
      {error !== '' && (
        <p id="compose-error" class="field-error" role="alert">
          {error}
        </p>
      )}
      <div class="compose-row">
        <AttachButton
          channel={channel}
          button={attachButton}
          pictureOpen={pictureOpen}
          onAttach={attach}
          onDetach={detach}
        />
        <textarea
          id="compose"
          ref={field}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={placeholder}
          placeholder={placeholder}
          value={input.body}
          aria-invalid={error === t.nothingToSend}
          aria-describedby={error === t.nothingToSend ? 'compose-error' : undefined}
          onInput={(event) => change({ body: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <button type="submit" id="send" class="icon-button send" aria-label={t.send} title={t.send}>
          <SendIcon />
        </button>
      </div>
    </form>
  );
}
