import type { Resource } from '../account/resource';
import { recipientsOf, sendToMany, type Result } from '../messages/send-to-many';
import { isEmpty, isObject, preview } from '../validation/objects';
import type { AccountNode } from './account-node';
import type { ActionContext, Outcome } from './action-declaration';
import { inLanguage } from './language';
import { translate, type NodeMessage, type Red } from './red';
import { sequencePart } from './sequence';

/**
 * How the results for several recipients leave the node: one message at the end with all of them, one message for each
 * recipient as soon as it is done, or both.
 */
export type ResultsMode = 'together' | 'each' | 'both';

/** A list of recipients, and the results of those that were sent to. It outlives a deployment. */
interface ListState {
  recipients: readonly unknown[];
  results: Result[];
  /** The mode of the node that started the list, so that a deployment neither repeats a result nor loses one. */
  mode: ResultsMode;
  /** The id of the sequence, when each result is a message of its own. */
  id: string;
}

const isListState = (value: unknown): value is ListState =>
  isObject(value) && Array.isArray(value['recipients']) && Array.isArray(value['results']);

/** What {@link sendToAll} needs of an action. */
export interface SendToAllOptions extends Pick<ActionContext<string>, 'msg' | 'onRemaining' | 'emit' | 'progress'> {
  send: (to: unknown) => Promise<Resource>;
  mode: ResultsMode;
}

/**
 * Sends to one recipient, or to each of a list. Unless the results leave together, a single recipient is a list of one, so
 * that every message is part of a sequence.
 */
export async function sendToAll(
  red: Red,
  { account }: AccountNode,
  to: unknown,
  { send, msg, mode, onRemaining, emit, progress }: SendToAllOptions,
): Promise<Outcome> {
  const recipients = recipientsOf(to);
  if (!isListState(progress.state) && 'one' in recipients && (mode === 'together' || isEmpty(recipients.one))) {
    const message = await send(recipients.one);
    return { payload: message, summary: () => translate(red, 'status.sent', { who: String(message['to']) }) };
  }
  const list: ListState = isListState(progress.state)
    ? progress.state
    : {
        recipients: 'each' in recipients ? recipients.each : [recipients.one],
        results: [],
        mode,
        id: red.util.generateId(),
      };
  progress.state = list;
  progress.unsent = () => aboutRecipients(red, list.recipients.slice(list.results.length));
  const { results, id } = list;
  const onResult = (result: Result, index: number): void => {
    const part = sequencePart(red, msg, result, { id, index, count: list.recipients.length });
    emit(
      part,
      () =>
        `${aboutRecipients(red, [result.to])}: ${result.ok ? translate(red, 'status.done') : inLanguage(result.error.message)}`,
    );
  };
  await sendToMany(list.recipients, {
    send,
    redact: (text) => account.redact(text),
    onRemaining,
    results,
    ...(list.mode === 'together' ? {} : { onResult }),
  });
  return outcomeOf(red, msg, list);
}

function outcomeOf(red: Red, msg: NodeMessage, { results, mode }: ListState): Outcome {
  const total = results.length;
  const failed = results.filter(({ ok }) => !ok);
  const sent = total - failed.length;
  // Without `parts`, so that it is not taken for a message of the sequence.
  if (mode === 'both') delete msg['parts'];
  return {
    payload: mode === 'both' ? { total, sent, failed: failed.length } : results,
    more: { failed },
    summary: () => translate(red, 'status.sentMany', { sent, all: total }),
    look: sent === total ? 'done' : sent === 0 ? 'error' : 'warning',
    ...(mode === 'each' ? { isSent: true } : {}),
  };
}

/** Names recipients, for the log. */
export function aboutRecipients(red: Red, recipients: readonly unknown[]): string {
  return translate(red, 'status.to', { who: recipients.map((to) => preview(to).replace(/^"|"$/g, '')).join(', ') });
}
