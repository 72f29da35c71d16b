import type { JSX } from 'preact';
import { StatusIcon } from '../components/status-icons';
import type { Media } from '../model/message';
import type { Bubble, Retry } from '../state/bubbles';
import { timeOfDay } from '../text/dates';
import { deliveryWords } from '../text/delivery';
import { locale, t } from '../text/locale';
import { Attachment } from './attachment';

/** Twilio's statuses of what did not get there. */
export const FAILED = /^(undelivered|failed|canceled)$/;

/** A few emoji alone are shown large and without a bubble. */
export const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u200d|\s){1,8}$/u;

/** What every kind of bubble is given. */
export interface BubbleProps {
  bubble: Bubble;
  /** Who wrote it, for the picture's name. */
  from: string;
  onRetry: (retry: Retry) => void;
  onOpen: (media: Media) => void;
}

/** One text of the thread with how it fares. */
export function SmsBubble(props: BubbleProps): JSX.Element {
  const { bubble, from } = props;
  const { side, delivery, retry } = bubble;
  const failed = FAILED.test(delivery.status);
  // Every state is there to be heard; to be seen, only the last of a run and what is not settled.
  const quiet = !bubble.last && !failed && delivery.status === 'delivered';
  const big = bubble.media.length === 0 && ONLY_EMOJI.test(bubble.body);
  const classes = ['bubble', side, bubble.first && 'first', bubble.last && 'last', failed && 'failed', big && 'big'];

  return (
    <li class={classes.filter(Boolean).join(' ')} data-bubble={side} data-status={delivery.status}>
      <div class="stack">
        {bubble.media.map((media, i) => (
          <Attachment key={`${String(i)} ${media.url}`} media={media} from={from} onOpen={props.onOpen} />
        ))}
        {bubble.body !== '' && (
          <p class="said" dir="auto">
            {bubble.body}
          </p>
        )}
      </div>
      <p class={quiet ? 'meta hidden' : 'meta'}>
        <span class="hidden">{`${from}, `}</span>
        <time>{timeOfDay(bubble.at, locale)}</time>
        <span class="state">
          <StatusIcon status={delivery.status} />
          {deliveryWords(side, delivery, t)}
        </span>
        {retry && (
          <button type="button" class="link" onClick={() => props.onRetry(retry)}>
            {t.tryAgain}
          </button>
        )}
      </p>
    </li>
  );
}
