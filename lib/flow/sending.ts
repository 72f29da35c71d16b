import { recipientsOf, sendToEach, type Result } from '../messages/many';
import type { Resource } from '../account/resource';
import type { AccountNode } from './account-node';
import type { Outcome } from './action';
import type { DeliveryWatch } from './delivery';
import { words, type Red } from './red';

/**
 * Sends to one recipient, or to each of a list: then the payload is a list of results, one for each.
 * @throws {TwilioError} for one recipient whatever goes wrong; for a list only what all would meet
 */
export async function sendOut(
  red: Red,
  { account }: AccountNode,
  to: unknown,
  delivery: DeliveryWatch | undefined,
  send: (to: unknown) => Promise<Resource>,
): Promise<Outcome> {
  const watched = async (one: unknown): Promise<Resource> => {
    const message = await send(one);
    delivery?.sent(message['sid']);
    return message;
  };
  const recipients = recipientsOf(to);
  if (recipients === undefined) {
    const message = await watched(to);
    return { payload: message, summary: () => words(red, 'status.sent', { who: String(message['to']) }) };
  }
  const results: Result[] = await sendToEach(recipients, watched, (text) => account.redact(text));
  const sent = results.filter(({ ok }) => ok).length;
  return { payload: results, summary: () => words(red, 'status.sentMany', { sent, all: results.length }) };
}
