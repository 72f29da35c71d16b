import type { AccountNumber } from '../model/message';
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

/** The other end of a call: the name of the account's number, a person's name, or else the number. */
export function callLabel(number: string, numbers: readonly AccountNumber[]): string {
  const name = numbers.find((n) => n.phoneNumber === number)?.name ?? '';
  return name || (nameOf(number) ?? contactLabel({ contact: number, name: '' }));
}
