import { nameOf } from '../model/people';
import { t } from './locale';
import { formatNumber } from './numbers';

/** The account's side of a conversation for reading: the number's name, else the number. */
export function lineLabel(conversation: { line: string; name: string }): string {
  return conversation.name || formatNumber(conversation.line) || t.unknownSender;
}

/** A person for reading: the name before the number, where there is one. */
export function personLabel(number: string): string {
  const name = nameOf(number);
  return name === undefined ? formatNumber(number) : `${name} · ${formatNumber(number)}`;
}
