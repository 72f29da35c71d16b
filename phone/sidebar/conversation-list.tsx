import type { JSX } from 'preact';
import { LIST_KEYS, moveFocus } from '../components/arrow-keys';
import { Avatar } from '../components/avatar';
import { phaseOf, type PhoneCall } from '../model/call';
import type { CallingPhone } from '../state/calls';
import type { AccountNumber } from '../model/message';
import type { Conversation, OtherPhone } from '../state/conversations';
import { contactLabel } from '../text/labels';
import { t } from '../text/locale';
import { ConversationRow } from './conversation-row';
import { OtherPhones } from './other-phones';
import { RecentCalls } from './recent-calls';

/** The person's conversations and calls, and the other phones that exchanged messages or calls with the account. */
export function ConversationList(props: {
  conversations: readonly Conversation[];
  others: readonly OtherPhone[];
  /** The calls of this phone, newest first. */
  calls: readonly PhoneCall[];
  /** The newest call of each other phone. */
  callingPhones: readonly CallingPhone[];
  numbers: readonly AccountNumber[];
  /** The SID of the call on the screen. */
  currentCall: string | undefined;
  currentKey: string | undefined;
  now: number;
  onOpen: (conversation: Conversation) => void;
  onOpenCall: (sid: string) => void;
  onSwitch: (person: string) => void;
}): JSX.Element {
  const { conversations, now } = props;
  // On top while one of them rings or talks, so that the person sees which one.
  const areCalling = props.callingPhones.some(({ call }) => phaseOf(call) !== 'ended');
  const otherPhones = (
    <OtherPhones others={props.others} callingPhones={props.callingPhones} now={now} onSwitch={props.onSwitch} />
  );
  return (
    <nav class="lists" aria-label={t.conversations} onKeyDown={(event) => moveFocus(event, '[data-entry]', LIST_KEYS)}>
      {areCalling && otherPhones}
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
      <RecentCalls
        calls={props.calls}
        numbers={props.numbers}
        current={props.currentCall}
        now={now}
        onOpen={props.onOpenCall}
      />
      {!areCalling && otherPhones}
    </nav>
  );
}
