import type { JSX } from 'preact';
import { Avatar } from '../components/avatar';
import { contactOf, type PhoneCall } from '../model/call';
import type { AccountNumber } from '../model/message';
import { callLabel } from '../text/labels';
import { t } from '../text/locale';
import { CallRow } from './call-row';

const MAX_ROWS = 20;

/** The latest calls of this phone. */
export function RecentCalls(props: {
  calls: readonly PhoneCall[];
  numbers: readonly AccountNumber[];
  /** The SID of the call on the screen. */
  current: string | undefined;
  now: number;
  onOpen: (sid: string) => void;
}): JSX.Element | null {
  const { calls, numbers } = props;
  if (calls.length === 0) return null;
  return (
    <>
      <h2 id="calls-title">{t.calls.recentCalls}</h2>
      <ul id="recent-calls" aria-labelledby="calls-title">
        {calls.slice(0, MAX_ROWS).map((call) => {
          const contact = contactOf(call);
          const isOwned = numbers.some((n) => n.phoneNumber === contact);
          return (
            <CallRow
              key={call.sid}
              data={{ 'data-call': call.sid }}
              current={call.sid === props.current}
              avatar={<Avatar of={contact} kind={isOwned ? 'contact' : 'person'} />}
              title={callLabel(contact, numbers)}
              call={call}
              now={props.now}
              onOpen={() => props.onOpen(call.sid)}
            />
          );
        })}
      </ul>
    </>
  );
}
