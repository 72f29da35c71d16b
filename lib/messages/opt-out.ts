import type { MessageEvent } from '../events/message';

/** What a message that Twilio handles itself does: it opts the person out, opts them in again, or asks for help. */
export type OptOutKeyword = 'STOP' | 'START' | 'HELP';

/**
 * The words that Twilio handles itself, when they are the whole message, in any case. It also sends them to the
 * webhook. https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out and
 * https://help.twilio.com/articles/223134027-Twilio-support-for-opt-out-keywords-SMS-STOP-filtering-
 */
const KEYWORDS: ReadonlyMap<string, OptOutKeyword> = new Map([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'].map(
    (word) => [word, 'STOP'] as const,
  ),
  ...['START', 'UNSTOP'].map((word) => [word, 'START'] as const),
  ...['HELP', 'INFO'].map((word) => [word, 'HELP'] as const),
]);

/**
 * "YES" opts in too, but only a person who has opted out. All others answer with it. Advanced Opt-Out marks it as `START` in
 * both cases.
 */
const YES = 'YES';

/**
 * Which keyword a message is. `undefined` for all other messages.
 * @param isOptedOut whether the person has opted out
 */
export function optOutKeyword(
  { body, optOutType }: Pick<MessageEvent, 'body' | 'optOutType'>,
  isOptedOut: boolean,
): OptOutKeyword | undefined {
  const word = body.trim().toUpperCase();
  if (word === YES) return isOptedOut ? 'START' : undefined;
  if (optOutType === 'STOP' || optOutType === 'START' || optOutType === 'HELP') return optOutType;
  return KEYWORDS.get(word);
}
