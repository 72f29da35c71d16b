import type { JSX } from 'preact';
import { LIST_KEYS, moveFocus } from '../components/arrow-keys';
import { Avatar } from '../components/avatar';
import { nameOf } from '../model/people';
import type { Conversation, OtherPhone } from '../state/conversations';
import { contactLabel } from '../text/labels';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';
import { ConversationRow } from './conversation-row';

/** The person's conversations, and the other phones that exchanged messages with the account. */
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
    <nav class="lists" aria-label={t.conversations} onKeyDown={(event) => moveFocus(event, '[data-entry]', LIST_KEYS)}>
      <h2 id="conversations-title">{t.conversations}</h2>
      {conversations.length === 0 && (
        <p class="list-empty">
          {t.noNumbers} {t.noNumbersHelp}
        </p>
      )}
      <ul id="conversations" aria-labelledby="conversations-title">
        {conversations.map((c) => (
          <ConversationRow
            key={c.key}
            data={{ 'data-contact': c.contact, 'data-channel': c.channel }}
            current={c.key === props.currentKey}
            avatar={<Avatar of={c.contact} kind="contact" />}
            title={contactLabel(c)}
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
