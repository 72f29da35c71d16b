import type { JSX } from 'preact';
import { ForwardIcon, ReplyIcon } from '../components/icons';
import { StatusIcon } from '../components/status-icons';
import type { RepliedTo } from '../model/message';
import { timeOfDay } from '../text/dates';
import { adviceFor, deliveryWords } from '../text/delivery';
import { locale, t } from '../text/locale';
import { summaryOf } from '../text/summary';
import { Deeds } from './actions';
import { Attachment } from './attachment';
import { ChoiceButtons, type Tapped } from './choice-buttons';
import { LocationCard } from './location-card';
import { Quote } from './quote';
import { type BubbleProps, FAILED, ONLY_EMOJI } from './sms-bubble';

/** These say it all by their ticks; any other state needs its word. */
const TICKS = /^(sending|sent|delivered|read)$/;

/** One WhatsApp message: everything in one box, with the time and the ticks in its corner. */
export function WhatsAppBubble(
  props: BubbleProps & {
    line: string;
    /** Its buttons are those that Tab comes to. */
    inTabOrder: boolean;
    onReply: (to: RepliedTo) => void;
    onTap: (tapped: Tapped, on: RepliedTo) => void;
  },
): JSX.Element {
  const { bubble, from, line } = props;
  const { side, delivery, retry, parts, replyTo } = bubble;
  const failed = FAILED.test(delivery.status);
  const bare = bubble.media.length === 0 && !parts.location && !parts.repliedTo && !parts.forwarded;
  const big = bare && ONLY_EMOJI.test(bubble.body);
  const classes = [
    'bubble',
    'wa',
    side,
    bubble.first && 'first',
    bubble.last && 'last',
    failed && 'failed',
    big && 'big',
  ];
  // The text of a press or a choice is what was pressed or chosen.
  const repeated = bubble.body === parts.button?.text || bubble.body === parts.list?.title;
  const words = deliveryWords(side, delivery, t);
  const advice = failed ? adviceFor(delivery.errorCode, t) : '';

  return (
    <li class={classes.filter(Boolean).join(' ')} data-bubble={side} data-status={delivery.status}>
      <div class="wa-row">
        <div class="wa-stack">
          <div class="box">
            {parts.forwarded !== undefined && (
              <p class="forwarded" data-part="forwarded">
                <ForwardIcon />
                {parts.forwarded === 'frequently' ? t.forwardedOften : t.forwarded}
              </p>
            )}
            {parts.repliedTo && <Quote quoted={bubble.quoted} line={line} />}
            {bubble.media.map((media, i) => (
              <Attachment key={`${String(i)} ${media.url}`} media={media} from={from} onOpen={props.onOpen} />
            ))}
            {parts.location && <LocationCard place={parts.location} />}
            <Deeds parts={parts} />
            {bubble.body !== '' && !repeated && (
              <p class="wa-text" dir="auto">
                {bubble.body}
              </p>
            )}
            <p class="wa-meta">
              <span class="hidden">{`${from}, `}</span>
              <time>{timeOfDay(bubble.at, locale)}</time>
              {!failed && (
                <span class="state" title={words}>
                  <StatusIcon status={delivery.status} />
                  <span class={TICKS.test(delivery.status) ? 'hidden' : ''}>{words}</span>
                </span>
              )}
            </p>
          </div>
          {replyTo && bubble.choices && (
            <ChoiceButtons
              choices={bubble.choices}
              inTabOrder={props.inTabOrder}
              onTap={(tapped) => props.onTap(tapped, replyTo)}
            />
          )}
        </div>
        {replyTo && (
          <button
            type="button"
            class="round reply"
            data-reply
            data-walk
            tabIndex={props.inTabOrder ? 0 : -1}
            aria-label={t.replyTo(summaryOf({ ...bubble, ...parts }, t) || t.noText)}
            title={t.reply}
            onClick={() => props.onReply(replyTo)}
          >
            <ReplyIcon />
          </button>
        )}
      </div>
      {failed && (
        <p class="meta trouble">
          <span class="state">
            <StatusIcon status={delivery.status} />
            {words}
          </span>
          {advice !== '' && <span class="advice">{advice}</span>}
          {retry && (
            <button type="button" class="link" onClick={() => props.onRetry(retry)}>
              {t.tryAgain}
            </button>
          )}
        </p>
      )}
    </li>
  );
}
