import type { JSX } from 'preact';
import { Avatar } from '../components/avatar';
import { nameOf } from '../model/people';
import type { CallingPhone } from '../state/calls';
import type { OtherPhone } from '../state/conversations';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';
import { CallRow } from './call-row';
import { ConversationRow } from './conversation-row';

/** The other phones that exchanged messages or calls with the account. A phone with both is listed once. */
export function OtherPhones(props: {
  others: readonly OtherPhone[];
  callingPhones: readonly CallingPhone[];
  now: number;
  onSwitch: (person: string) => void;
}): JSX.Element | null {
  const { others, now, onSwitch } = props;
  const onlyCalling = props.callingPhones.filter(({ person }) => !others.some((o) => o.person === person));
  if (others.length + onlyCalling.length === 0) return null;
  return (
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
            onOpen={() => onSwitch(person)}
          />
        ))}
        {onlyCalling.map(({ person, call }) => (
          <CallRow
            key={person}
            data={{ 'data-person': person }}
            current={false}
            avatar={<Avatar of={person} kind="person" />}
            title={nameOf(person) ?? formatNumber(person)}
            call={call}
            now={now}
            onOpen={() => onSwitch(person)}
          />
        ))}
      </ul>
    </>
  );
}
