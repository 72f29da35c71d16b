import type { JSX } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, PlusIcon, SendIcon } from '../components/icons';
import { webAddress } from '../model/media-url';
import { t } from '../text/locale';
import { Quote } from '../thread/quote';
import { AttachMenu } from './attach-menu';
import { PicturePanel } from './picture-panel';
import { BLANK, type ComposeProps, type Written } from './written';

/** The field, the attached picture and the send button. Enter sends, Shift+Enter starts a line. */
export function MessageForm({ written, channel, field, onWrite, ...props }: ComposeProps): JSX.Element {
  const [wrong, setWrong] = useState('');
  const [menu, setMenu] = useState(false);
  const address = useRef<HTMLInputElement>(null);
  const attach = useRef<HTMLButtonElement>(null);
  const picturing = written.attaching === 'picture';
  const { replyTo } = written;

  // As tall as what is in it; the style sheet sets where it begins to scroll, and does it all where it can.
  useLayoutEffect(() => {
    if (!field.current || CSS.supports('field-sizing', 'content')) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${String(field.current.scrollHeight)}px`;
  }, [field, written.body]);

  useLayoutEffect(() => {
    if (picturing) address.current?.focus();
  }, [picturing]);

  const change = (part: Partial<Written>): void => {
    setWrong('');
    onWrite({ ...written, ...part });
  };

  const submit = (): void => {
    const url = picturing ? written.mediaUrl.trim() : '';
    if (url !== '' && webAddress(url) === undefined) {
      setWrong(t.mediaInvalid);
      address.current?.focus();
      return;
    }
    // The field has the focus again after every try: the next thing a person does is type.
    field.current?.focus();
    const body = written.body.trim();
    if (body === '' && url === '') {
      setWrong(t.nothingToSend);
      return;
    }
    setWrong('');
    onWrite(written.place ? { ...BLANK, place: written.place } : BLANK);
    props.onSend({ body, media: url === '' ? [] : [url], ...(replyTo && { repliedTo: replyTo }) });
  };

  const detach = (): void => {
    change({ attaching: 'nothing', mediaUrl: '' });
    attach.current?.focus();
  };

  const dropReply = (): void => {
    const rest = { ...written };
    delete rest.replyTo;
    onWrite(rest);
    field.current?.focus();
  };

  const closeMenu = useCallback(() => setMenu(false), []);

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
        if (picturing) detach();
        else if (replyTo) dropReply();
      }}
    >
      {replyTo && (
        <Quote quoted={props.quoted} line={props.line}>
          <button type="button" class="round" aria-label={t.cancelReply} title={t.cancelReply} onClick={dropReply}>
            <CloseIcon size={18} />
          </button>
        </Quote>
      )}
      {picturing && (
        <PicturePanel
          url={written.mediaUrl}
          field={address}
          wrong={wrong === t.mediaInvalid ? 'compose-wrong' : undefined}
          onType={(mediaUrl) => change({ mediaUrl })}
          onRemove={detach}
        />
      )}
      {wrong !== '' && (
        <p id="compose-wrong" class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div class="compose-row">
        {channel === 'whatsapp' ? (
          <button
            type="button"
            class="round"
            ref={attach}
            aria-label={t.attachMenu}
            title={t.attachMenu}
            aria-haspopup="menu"
            aria-expanded={menu}
            aria-controls={menu ? 'attach-menu' : undefined}
            onClick={() => setMenu(!menu)}
          >
            <PlusIcon />
          </button>
        ) : (
          <button
            type="button"
            class="round"
            ref={attach}
            data-attach="picture"
            aria-label={t.attach}
            title={t.attach}
            aria-expanded={picturing}
            aria-controls={picturing ? 'attach-panel' : undefined}
            onClick={() => (picturing ? detach() : change({ attaching: 'picture' }))}
          >
            <PlusIcon />
          </button>
        )}
        {menu && (
          <AttachMenu
            opener={attach}
            onClose={closeMenu}
            onChoose={(attaching) => {
              setMenu(false);
              if (picturing && attaching === 'picture') address.current?.focus();
              change({ attaching });
            }}
          />
        )}
        <textarea
          id="compose"
          ref={field}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={channel === 'whatsapp' ? t.whatsappMessage : t.message}
          placeholder={channel === 'whatsapp' ? t.whatsappMessage : t.message}
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
