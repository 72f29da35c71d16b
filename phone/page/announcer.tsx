import type { JSX } from 'preact';
import type { TextMessage } from '../model/message';
import { partiesOf, type Conversation } from '../state/conversations';
import { contactLabel } from '../text/labels';
import { t } from '../text/locale';
import { summaryOf } from '../text/summary';

/** A live region that announces new messages from the flow to screen readers. */
export function Announcer(props: {
  me: string;
  messages: readonly TextMessage[];
  conversations: readonly Conversation[];
}): JSX.Element {
  const received = props.messages.filter((m) => partiesOf(m).person === props.me);
  return (
    <div class="visually-hidden" role="log" aria-live="polite" id="announcer">
      {received.map((m) => {
        const { contact } = partiesOf(m);
        const name = props.conversations.find((c) => c.contact === contact)?.name ?? '';
        return <p key={m.sid}>{t.announcement(contactLabel({ contact, name }), summaryOf(m, t))}</p>;
      })}
    </div>
  );
}
