import type { JSX } from 'preact';
import { useScrollToEnd } from '../components/use-scroll-to-end';
import { NoteIcon } from '../components/call-icons';
import { httpUrl } from '../model/media-url';
import type { Caption } from '../state/captions';
import { t } from '../text/locale';
import { captionText } from './caption-text';

/** Spoken words. An assistant's words appear one by one, so screen readers wait for the last one (`aria-busy`). */
function Speech({ caption, contact }: { caption: Caption; contact: string }): JSX.Element {
  const { who, text, upcoming, interrupted } = caption;
  const speaking = upcoming !== '';
  return (
    <>
      <p
        class="caption"
        data-caption={who}
        data-speaking={speaking ? '' : undefined}
        data-interrupted={interrupted ? '' : undefined}
        aria-busy={speaking ? true : undefined}
      >
        <span class="visually-hidden">{t.calls.author(who === 'person' ? t.you : contact)} </span>
        <bdi>{text}</bdi>
      </p>
      {interrupted && <p class="caption-interrupted">{t.calls.interrupted}</p>}
    </>
  );
}

/** Something other than words, such as pressed keys or audio. */
function Note({ caption }: { caption: Caption }): JSX.Element {
  const href = caption.kind === 'audio' ? httpUrl(caption.text) : undefined;
  const icon = caption.kind === 'audio' || caption.kind === 'music' ? <NoteIcon /> : null;
  return (
    <p class="caption-note" data-caption={caption.kind}>
      {icon}
      {href === undefined ? (
        <bdi>{captionText(caption, t)}</bdi>
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer" title={t.calls.openAudio}>
          {captionText(caption, t)}
        </a>
      )}
    </p>
  );
}

/** What is said in a call, as text. Screen readers read new lines. */
export function Captions(props: { captions: readonly Caption[]; contact: string; active: boolean }): JSX.Element {
  const { captions, contact } = props;
  const last = captions.at(-1);
  const { box, content, onScroll } = useScrollToEnd(
    last && { id: `${last.id} ${last.text}`, side: last.who === 'person' ? 'out' : 'in' },
  );
  return (
    <div
      class="captions"
      ref={box}
      role="log"
      aria-live="polite"
      aria-label={t.calls.captions(contact)}
      tabIndex={0}
      onScroll={onScroll}
    >
      {captions.length === 0 && props.active && <p class="captions-empty">{t.calls.captionsEmpty}</p>}
      <ol ref={content}>
        {captions.map((caption) => (
          <li key={caption.id}>
            {caption.kind === 'speech' ? <Speech caption={caption} contact={contact} /> : <Note caption={caption} />}
          </li>
        ))}
      </ol>
    </div>
  );
}
