import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { contactOf, phaseOf, resultOf, type PhoneCall } from '../model/call';
import type { AccountNumber, TextMessage } from '../model/message';
import { partiesOf, type Conversation } from '../state/conversations';
import { callLabel, contactLabel } from '../text/labels';
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

/** A live region that announces a ringing phone, and a call that was missed. */
export function CallAnnouncer(props: { calls: readonly PhoneCall[]; numbers: readonly AccountNumber[] }): JSX.Element {
  const { calls, numbers } = props;
  const rang = useRef(new Set<string>());
  for (const call of calls) if (phaseOf(call) === 'incoming') rang.current.add(call.sid);
  return (
    <div class="visually-hidden" role="alert" id="call-announcer">
      {calls.map((call) => {
        const label = callLabel(contactOf(call), numbers);
        if (phaseOf(call) === 'incoming') return <p key={call.sid}>{t.calls.incomingFrom(label)}</p>;
        const isMissed = rang.current.has(call.sid) && phaseOf(call) === 'ended' && resultOf(call) === 'missed';
        return isMissed ? <p key={call.sid}>{t.calls.missedFrom(label)}</p> : null;
      })}
    </div>
  );
}
