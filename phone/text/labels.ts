import { nameOf } from '../model/people';
import { t } from './locale';
import { formatNumber } from './numbers';

/** The name of the account's number, or else the number. */
export function contactLabel(conversation: { contact: string; name: string }): string {
  return conversation.name || formatNumber(conversation.contact) || t.unknownSender;
}

/** The person's name and number, or only the number when it has no name. */
export function personLabel(number: string): string {
  const name = nameOf(number);
  return name === undefined ? formatNumber(number) : `${name} · ${formatNumber(number)}`;
}
