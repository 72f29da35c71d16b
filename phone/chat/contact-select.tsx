import type { JSX } from 'preact';
import { ChevronIcon } from '../components/icons';
import type { AccountNumber } from '../model/message';
import type { Conversation } from '../state/conversations';
import { contactLabel } from '../text/labels';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';

function optionLabel(number: AccountNumber): string {
  const formatted = formatNumber(number.phoneNumber);
  return number.name === '' ? formatted : `${number.name} · ${formatted}`;
}

/** The choice of the account's number. Another sender is listed only while its conversation is open. */
export function ContactSelect(props: {
  conversation: Conversation;
  numbers: readonly AccountNumber[];
  onChange: (contact: string) => void;
}): JSX.Element {
  const { conversation, numbers } = props;
  const owned = numbers.some((n) => n.phoneNumber === conversation.contact);
  return (
    <div class="contact-select">
      <label for="contact-number">{conversation.channel === 'whatsapp' ? t.writeTo : t.textTo}</label>
      <div class="select">
        <select
          id="contact-number"
          value={conversation.contact}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {!owned && <option value={conversation.contact}>{contactLabel(conversation)}</option>}
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
