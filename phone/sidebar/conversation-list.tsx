import type { JSX } from 'preact';
import { Avatar } from '../components/avatar';
import { nameOf } from '../model/people';
import type { Conversation, OtherPhone } from '../state/conversations';
import { lineLabel } from '../text/labels';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';
import { ConversationRow } from './conversation-row';

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
          <ConversationRow
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
              <ConversationRow
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
