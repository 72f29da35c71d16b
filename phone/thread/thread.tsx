import { Fragment, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { BubblesIcon, DownIcon } from '../components/icons';
import type { Channel, Media, RepliedTo } from '../model/message';
import type { Bubble, Retry } from '../state/bubbles';
import { dayName } from '../text/dates';
import { locale, t } from '../text/locale';
import type { Tapped } from './choice-buttons';
import { Viewer } from './image-viewer';
import { SmsBubble } from './sms-bubble';
import { WhatsAppBubble } from './whatsapp-bubble';

/** So close to the end that the reader means to follow. In pixels. */
const NEAR_END = 80;

function atEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
}

/** The arrow keys walk from one message's buttons to the next, so that Tab need not pass them all. */
function walkButtons(event: JSX.TargetedKeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-walk]')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (step === 0 || at < 0) return;
  event.preventDefault();
  buttons[at + step]?.focus();
}

/**
 * The texts of one conversation. It follows new ones while the reader is at the end, and offers to go there otherwise.
 * What the person sends always comes into view.
 */
export function Thread(props: {
  bubbles: readonly Bubble[];
  line: string;
  channel: Channel;
  /** What the person is called on WhatsApp. */
  profileName: string;
  now: number;
  onRetry: (retry: Retry) => void;
  onHello: () => void;
  onReply: (to: RepliedTo) => void;
  onTap: (tapped: Tapped, on: RepliedTo) => void;
}): JSX.Element {
  const { bubbles, line, channel, profileName } = props;
  const whatsapp = channel === 'whatsapp';
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const following = useRef(true);
  const lastTop = useRef(0);
  const [below, setBelow] = useState(false);
  const [open, setOpen] = useState<{ media: Media; name: string }>();

  const toFollowing = (): void => {
    following.current = true;
    setBelow(false);
  };
  const toEnd = (): void => {
    toFollowing();
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };

  const last = bubbles.at(-1);
  const lastAnswerable = bubbles.filter((b) => b.replyTo !== undefined).at(-1);
  useLayoutEffect(() => {
    if (following.current || last?.side === 'out') toEnd();
    else setBelow(true);
  }, [last?.id, last?.side]);

  // A picture that has loaded, a field that has grown, a turned phone: the end moves without a new text.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd();
    });
    for (const element of [box.current, list.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <div class="thread-box">
      <div
        class="thread"
        ref={box}
        role="region"
        aria-label={whatsapp ? t.whatsappThread(line) : t.thread(line)}
        tabIndex={0}
        onScroll={(event) => {
          // Only a way up is the reader's wish: content that grows under a scrolled box is not.
          const { scrollTop } = event.currentTarget;
          if (atEnd(event.currentTarget)) toFollowing();
          else if (scrollTop < lastTop.current) following.current = false;
          lastTop.current = scrollTop;
        }}
      >
        {whatsapp && <p class="known-as">{profileName === '' ? t.nameless : t.knownAs(profileName)}</p>}
        {bubbles.length === 0 && (
          <div class="empty">
            <span class="empty-sign">
              <BubblesIcon size={34} />
            </span>
            <h2>{t.emptyTitle}</h2>
            <p>{whatsapp ? t.emptyHelpWhatsapp : t.emptyHelp}</p>
            <button type="button" class="button" onClick={props.onHello}>
              {t.emptyButton}
            </button>
          </div>
        )}
        <ol ref={list} onKeyDown={walkButtons}>
          {bubbles.map((bubble) => {
            const from = bubble.side === 'out' ? t.you : line;
            const shared = {
              bubble,
              from,
              onRetry: props.onRetry,
              onOpen: (media: Media) => setOpen({ media, name: t.pictureFrom(from) }),
            };
            return (
              <Fragment key={bubble.id}>
                {bubble.newDay && (
                  <li class="day">
                    <span>{dayName(bubble.at, props.now, t, locale)}</span>
                  </li>
                )}
                {whatsapp ? (
                  <WhatsAppBubble
                    {...shared}
                    line={line}
                    inTabOrder={bubble === lastAnswerable}
                    onReply={props.onReply}
                    onTap={props.onTap}
                  />
                ) : (
                  <SmsBubble {...shared} />
                )}
              </Fragment>
            );
          })}
        </ol>
      </div>
      {below && (
        <button type="button" class="to-end" onClick={toEnd}>
          <DownIcon />
          {t.newTexts}
        </button>
      )}
      {open && <Viewer {...open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
