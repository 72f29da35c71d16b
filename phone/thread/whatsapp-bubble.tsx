import type { JSX } from 'preact';
import { ForwardIcon, ReplyIcon } from '../components/icons';
import { StatusIcon } from '../components/status-icons';
import { isFailedStatus, type RepliedTo } from '../model/message';
import { timeOfDay } from '../text/dates';
import { adviceFor, deliveryText } from '../text/delivery';
import { locale, t } from '../text/locale';
import { summaryOf } from '../text/summary';
import { ActionCards } from './action-cards';
import { Attachment } from './attachment';
import { classNames, ONLY_EMOJI, type BubbleProps } from './bubble-props';
import { ChoiceButtons, type ChosenOption } from './choice-buttons';
import { LocationCard } from './location-card';
import { Quote } from './quote';

/** The icon alone shows these statuses. Others also need text. */
const ICON_ONLY = /^(sending|sent|delivered|not-taken|read)$/;

/** A WhatsApp message with its time and status. */
export function WhatsAppBubble(
  props: BubbleProps & {
    contact: string;
    /** The buttons can be reached with Tab. */
    inTabOrder: boolean;
    onReply: (to: RepliedTo) => void;
    onChoose: (option: ChosenOption, on: RepliedTo) => void;
  },
): JSX.Element {
  const { bubble } = props;
  const { side, delivery, parts, replyTo } = bubble;
  const failed = isFailedStatus(delivery.status);
  const textOnly = bubble.media.length === 0 && !parts.location && !parts.repliedTo && !parts.forwarded;
  const classes = classNames(
    'bubble',
    'whatsapp',
    side,
    bubble.firstInGroup && 'first-in-group',
    bubble.lastInGroup && 'last-in-group',
    failed && 'failed',
    textOnly && ONLY_EMOJI.test(bubble.body) && 'emoji-only',
  );

  return (
    <li class={classes} data-bubble={side} data-status={delivery.status}>
      <div class="bubble-row">
        <div class="bubble-stack">
          <MessageBox {...props} />
          {replyTo && bubble.choices && (
            <ChoiceButtons
              choices={bubble.choices}
              inTabOrder={props.inTabOrder}
              onChoose={(option) => props.onChoose(option, replyTo)}
            />
          )}
        </div>
        {replyTo && (
          <button
            type="button"
            class="icon-button reply"
            data-reply
            data-arrow-keys
            tabIndex={props.inTabOrder ? 0 : -1}
            aria-label={t.replyTo(summaryOf({ ...bubble, ...parts }, t) || t.noText)}
            title={t.reply}
            onClick={() => props.onReply(replyTo)}
          >
            <ReplyIcon />
          </button>
        )}
      </div>
      {failed && <Failure {...props} />}
      {delivery.flow && !failed && (bubble.lastInGroup || delivery.status === 'not-taken') && (
        // Screen readers read it with the icon.
        <p class="meta flow-note" aria-hidden="true">
          {deliveryText(side, delivery, 'whatsapp', t)}
        </p>
      )}
    </li>
  );
}

function MessageBox({ bubble, from, contact, onOpen }: BubbleProps & { contact: string }): JSX.Element {
  const { delivery, parts } = bubble;
  // For a button press and a list choice, the body repeats the title.
  const bodyInCard = bubble.body === parts.button?.text || bubble.body === parts.list?.title;
  const status = deliveryText(bubble.side, delivery, 'whatsapp', t);
  return (
    <div class="message-box">
      {parts.forwarded !== undefined && (
        <p class="forwarded" data-part="forwarded">
          <ForwardIcon />
          {parts.forwarded === 'frequently' ? t.forwardedManyTimes : t.forwarded}
        </p>
      )}
      {parts.repliedTo && <Quote quoted={bubble.quoted} contact={contact} />}
      {bubble.media.map((media, i) => (
        <Attachment key={`${String(i)} ${media.url}`} media={media} from={from} onOpen={onOpen} />
      ))}
      {parts.location && <LocationCard location={parts.location} />}
      <ActionCards parts={parts} />
      {bubble.body !== '' && !bodyInCard && (
        <p class="whatsapp-text" dir="auto">
          {bubble.body}
        </p>
      )}
      <p class="whatsapp-meta">
        <span class="visually-hidden">{`${from}, `}</span>
        <time>{timeOfDay(bubble.at, locale)}</time>
        {!isFailedStatus(delivery.status) && (
          <span class="status" title={status}>
            <StatusIcon status={delivery.status} />
            <span class={ICON_ONLY.test(delivery.status) ? 'visually-hidden' : ''}>{status}</span>
          </span>
        )}
      </p>
    </div>
  );
}

/** The error of a failed message, and what to do about it. */
function Failure({ bubble, onRetry }: BubbleProps): JSX.Element {
  const { side, delivery, retry } = bubble;
  const advice = adviceFor(delivery.errorCode, t);
  return (
    <p class="meta failure">
      <span class="status">
        <StatusIcon status={delivery.status} />
        {deliveryText(side, delivery, 'whatsapp', t)}
      </span>
      {advice !== '' && <span class="advice">{advice}</span>}
      {retry && (
        <button type="button" class="link-button" onClick={() => onRetry(retry)}>
          {t.tryAgain}
        </button>
      )}
    </p>
  );
}
