import type { JSX } from 'preact';
import { Avatar } from './avatar';
import { shortTime } from './dates';
import type { Conversation, OtherPhone } from './model';
import { formatNumber, nameOf } from './numbers';
import { summaryOf } from './summary';
import type { TextMessage } from './wire';
import { locale, t } from './words';

/** The account's side of a conversation for reading: the number's name, else the number. */
export function lineLabel(conversation: Pick<Conversation, 'line' | 'name'>): string {
  return conversation.name || formatNumber(conversation.line) || t.unknownSender;
}

function Preview({ message, person }: { message: TextMessage | undefined; person?: string }): JSX.Element {
  if (!message) return <span class="preview none">{t.notTexted}</span>;
  return (
    <span class="preview">
      {message.inbound && `${person ?? t.you}: `}
      <bdi>{summaryOf(message, t)}</bdi>
    </span>
  );
}

function Row(props: {
  current: boolean;
  avatar: JSX.Element;
  title: string;
  tag?: string;
  message: TextMessage | undefined;
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
                <span class="hidden">{t.unread(unread)}</span>
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** The arrow keys walk over both lists as if they were one. */
function walk(event: JSX.TargetedKeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (!step) return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-entry]')];
  const at = entries.findIndex((entry) => entry === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  entries[step(at, entries.length - 1)]?.focus();
}

/** The person's conversations, and below them the phones of everybody else whom the account is in touch with. */
export function ConversationList(props: {
  conversations: readonly Conversation[];
  others: readonly OtherPhone[];
  currentKey: string | undefined;
  now: number;
  onOpen: (conversation: Conversation) => void;
  onSwitch: (person: string) => void;
}): JSX.Element {
  const { conversations, others, now } = props;
  return (
    <nav class="lists" aria-label={t.conversations} onKeyDown={walk}>
      <h2 id="conversations-title">{t.conversations}</h2>
      {conversations.length === 0 && (
        <p class="nothing">
          {t.noNumbers} {t.noNumbersHelp}
        </p>
      )}
      <ul id="conversations" aria-labelledby="conversations-title">
        {conversations.map((c) => (
          <Row
            key={c.key}
            data={{ 'data-line': c.line, 'data-channel': c.channel }}
            current={c.key === props.currentKey}
            avatar={<Avatar of={c.line} kind="line" />}
            title={lineLabel(c)}
            {...(c.channel === 'whatsapp' ? { tag: t.channels.whatsapp } : {})}
            message={c.messages.at(-1)}
            unread={c.unread}
            now={now}
            onOpen={() => props.onOpen(c)}
          />
        ))}
      </ul>
      {others.length > 0 && (
        <>
          <h2 id="others-title">{t.otherPhones}</h2>
          <ul id="other-phones" aria-labelledby="others-title">
            {others.map(({ person, last, unread }) => (
              <Row
                key={person}
                data={{ 'data-person': person }}
                current={false}
                avatar={<Avatar of={person} kind="person" />}
                title={nameOf(person) ?? formatNumber(person)}
                message={last}
                person={nameOf(person) ?? formatNumber(person)}
                unread={unread}
                now={now}
                onOpen={() => props.onSwitch(person)}
              />
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}
