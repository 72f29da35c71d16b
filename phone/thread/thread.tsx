import { Fragment, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { moveFocus, THREAD_KEYS } from '../components/arrow-keys';
import { BubblesIcon, DownIcon } from '../components/icons';
import type { Channel, Media, RepliedTo } from '../model/message';
import type { Bubble, Retry } from '../state/bubbles';
import { dayName } from '../text/dates';
import { locale, t } from '../text/locale';
import type { ChosenOption } from './choice-buttons';
import { ImageViewer } from './image-viewer';
import { SmsBubble } from './sms-bubble';
import { useScrollToEnd } from '../components/use-scroll-to-end';
import { WhatsAppBubble } from './whatsapp-bubble';

function EmptyThread({ whatsapp, onHello }: { whatsapp: boolean; onHello: () => void }): JSX.Element {
  return (
    <div class="empty">
      <span class="empty-icon">
        <BubblesIcon size={34} />
      </span>
      <h2>{t.emptyTitle}</h2>
      <p>{whatsapp ? t.emptyHelpWhatsapp : t.emptyHelp}</p>
      <button type="button" class="button" onClick={onHello}>
        {t.emptyButton}
      </button>
    </div>
  );
}

/** The messages of a conversation. */
export function Thread(props: {
  bubbles: readonly Bubble[];
  contact: string;
  channel: Channel;
  /** The person's WhatsApp name, or empty. */
  profileName: string;
  now: number;
  onRetry: (retry: Retry) => void;
  onHello: () => void;
  onReply: (to: RepliedTo) => void;
  onChoose: (option: ChosenOption, on: RepliedTo) => void;
}): JSX.Element {
  const { bubbles, contact, channel, profileName } = props;
  const whatsapp = channel === 'whatsapp';
  const [opened, setOpened] = useState<{ media: Media; name: string }>();
  const { box, content, hasNewBelow, scrollToEnd, onScroll } = useScrollToEnd(bubbles.at(-1));
  // Tab reaches the buttons of one message only. The arrow keys move to the other messages.
  const inTabOrder = bubbles.filter((b) => b.replyTo !== undefined).at(-1);

  return (
    <div class="thread-container">
      <div
        class="thread"
        ref={box}
        role="region"
        aria-label={whatsapp ? t.whatsappThread(contact) : t.thread(contact)}
        tabIndex={0}
        onScroll={onScroll}
      >
        {whatsapp && (
          <p class="profile-name-note">{profileName === '' ? t.noProfileName : t.profileNameUsed(profileName)}</p>
        )}
        {bubbles.length === 0 && <EmptyThread whatsapp={whatsapp} onHello={props.onHello} />}
        <ol ref={content} onKeyDown={(event) => moveFocus(event, '[data-arrow-keys]', THREAD_KEYS)}>
          {bubbles.map((bubble) => {
            const from = bubble.side === 'out' ? t.you : contact;
            const bubbleProps = {
              bubble,
              from,
              onRetry: props.onRetry,
              onOpen: (media: Media) => setOpened({ media, name: t.pictureFrom(from) }),
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
                    {...bubbleProps}
                    contact={contact}
                    inTabOrder={bubble === inTabOrder}
                    onReply={props.onReply}
                    onChoose={props.onChoose}
                  />
                ) : (
                  <SmsBubble {...bubbleProps} />
                )}
              </Fragment>
            );
          })}
        </ol>
      </div>
      {hasNewBelow && (
        <button type="button" class="scroll-to-end" onClick={scrollToEnd}>
          <DownIcon />
          {t.newMessages}
        </button>
      )}
      {opened && <ImageViewer {...opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}
