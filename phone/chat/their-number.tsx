import type { JSX } from 'preact';
import { ChevronIcon } from '../components/icons';
import type { AccountNumber } from '../model/message';
import type { Conversation } from '../state/conversations';
import { lineLabel } from '../text/labels';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';

function optionLabel(number: AccountNumber): string {
  const shown = formatNumber(number.phoneNumber);
  return number.name === '' ? shown : `${number.name} · ${shown}`;
}

/** The choice of the account's number that is texted. A sender that is none of them is shown while it is looked at. */
export function TheirNumber(props: {
  conversation: Conversation;
  numbers: readonly AccountNumber[];
  onChange: (line: string) => void;
}): JSX.Element {
  const { conversation, numbers } = props;
  const owned = numbers.some((n) => n.phoneNumber === conversation.line);
  return (
    <div class="their">
      <label for="their-number">{conversation.channel === 'whatsapp' ? t.writeTo : t.textTo}</label>
      <div class="select">
        <select
          id="their-number"
          value={conversation.line}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {!owned && <option value={conversation.line}>{lineLabel(conversation)}</option>}
          {numbers.map((number) => (
            <option key={number.phoneNumber} value={number.phoneNumber}>
              {optionLabel(number)}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
    </div>
  );
}
