import type { JSX } from 'preact';
import { StatusIcon } from '../components/status-icons';
import { isFailedStatus } from '../model/message';
import { timeOfDay } from '../text/dates';
import { deliveryText } from '../text/delivery';
import { locale, t } from '../text/locale';
import { Attachment } from './attachment';
import { classNames, ONLY_EMOJI, type BubbleProps } from './bubble-props';

/** An SMS or MMS with its status. */
export function SmsBubble(props: BubbleProps): JSX.Element {
  const { bubble, from } = props;
  const { side, delivery, retry, lastInGroup } = bubble;
  const failed = isFailedStatus(delivery.status);
  // Within a group, the status of a delivered message is only for screen readers.
  const hideStatus = !lastInGroup && !failed && delivery.status === 'delivered';
  const emojiOnly = bubble.media.length === 0 && ONLY_EMOJI.test(bubble.body);
  const classes = classNames(
    'bubble',
    side,
    bubble.firstInGroup && 'first-in-group',
    lastInGroup && 'last-in-group',
    failed && 'failed',
    emojiOnly && 'emoji-only',
  );

  return (
    <li class={classes} data-bubble={side} data-status={delivery.status}>
      <div class="bubble-content">
        {bubble.media.map((media, i) => (
          <Attachment key={`${String(i)} ${media.url}`} media={media} from={from} onOpen={props.onOpen} />
        ))}
        {bubble.body !== '' && (
          <p class="bubble-text" dir="auto">
            {bubble.body}
          </p>
        )}
      </div>
      <p class={hideStatus ? 'meta visually-hidden' : 'meta'}>
        <span class="visually-hidden">{`${from}, `}</span>
        <time>{timeOfDay(bubble.at, locale)}</time>
        <span class="status">
          <StatusIcon status={delivery.status} />
          {deliveryText(side, delivery, 'sms', t)}
        </span>
        {retry && (
          <button type="button" class="link-button" onClick={() => props.onRetry(retry)}>
            {t.tryAgain}
          </button>
        )}
      </p>
    </li>
  );
}
