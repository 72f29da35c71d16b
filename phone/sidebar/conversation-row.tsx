import type { JSX } from 'preact';
import type { TextMessage } from '../model/message';
import { shortTime } from '../text/dates';
import { locale, t } from '../text/locale';
import { summaryOf } from '../text/summary';

function Preview({ message, person }: { message: TextMessage | undefined; person?: string }): JSX.Element {
  if (!message) return <span class="preview">{t.noMessages}</span>;
  return (
    <span class="preview">
      {message.inbound && `${person ?? t.you}: `}
      <bdi>{summaryOf(message, t)}</bdi>
    </span>
  );
}

/** A list entry with the last message. */
export function ConversationRow(props: {
  current: boolean;
  avatar: JSX.Element;
  title: string;
  tag?: string;
  message: TextMessage | undefined;
  /** The author to show for sent messages, by default “You”. */
  person?: string;
  unread: number;
  now: number;
  data: Record<`data-${string}`, string>;
  onOpen: () => void;
}): JSX.Element {
  const { current, message, unread } = props;
  return (
    <li>
      <button
        type="button"
        class="entry"
        data-entry
        {...props.data}
        data-unread={unread}
        aria-current={current ? 'true' : undefined}
        onClick={props.onOpen}
      >
        {props.avatar}
        <span class="entry-text">
          <span class="entry-head">
            <bdi class="entry-title">{props.title}</bdi>
            {message && <time>{shortTime(message.at, props.now, t, locale)}</time>}
          </span>
          <span class="entry-foot">
            {props.tag !== undefined && <span class="tag">{props.tag}</span>}
            <Preview message={message} {...(props.person === undefined ? {} : { person: props.person })} />
            {unread > 0 && (
              <span class="unread">
                <span aria-hidden="true">{unread}</span>
                <span class="visually-hidden">{t.unread(unread)}</span>
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
}
