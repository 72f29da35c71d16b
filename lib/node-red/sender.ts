import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { isObject, preview } from '../validation/objects';
import { recipientsOf, sendToMany, type Result } from '../messages/send-to-many';
import { obsoleteOptions } from '../messages/options';
import { webhookUrl, type AccountNode } from './account-node';
import { createAction, type Outcome, type Progress } from './action';
import { mergedOptions, requireAccount } from './action-options';
import { watchDelivery, type DeliveryWatch } from './delivery-watch';
import { translate, type Node, type NodeDef, type Red } from './red';
import { statuses } from './status';

/** The properties of every node that sends messages, as Node-RED stores them. */
export interface SenderFields {
  account?: string;
  /** Asks Twilio for status callbacks, which go to this account's status nodes. */
  track?: boolean;
  options?: unknown;
}

/** One message to one recipient, not checked yet. */
export interface Sending<Input extends string> {
  account: Account;
  inputs: Record<Input, unknown>;
  to: unknown;
  statusCallback: string | undefined;
  options: unknown;
}

/** What distinguishes one node that sends messages from the others. */
export interface SenderDeclaration<Input extends string> {
  /** The names of its TypedInputs, apart from `to`. */
  inputs: readonly Input[];
  /** @throws {TwilioError} */
  send(sending: Sending<Input>): Promise<Resource>;
}

/** Creates a node that sends messages. Call it in the node's constructor. */
export function createSender<Input extends string>(
  red: Red,
  node: Node,
  def: NodeDef & SenderFields,
  declaration: SenderDeclaration<Input>,
): void {
  let delivery: DeliveryWatch | undefined;
  let warned = false;
  const warnAboutObsolete = (options: unknown): void => {
    const obsolete = warned ? [] : obsoleteOptions(options);
    if (obsolete.length === 0) return;
    warned = true;
    node.warn(translate(red, 'problem.obsolete', { names: obsolete.join(', ') }));
  };
  const { status, accountNode } = createAction<Input | 'to'>(red, node, def, {
    inputs: ['to', ...declaration.inputs],
    busy: 'status.sending',
    about: ({ to }) => aboutRecipients(red, [to]),
    run({ accountNode, inputs, msg, onRemaining, progress }) {
      const owner = requireAccount(accountNode);
      const options = mergedOptions(def.options, msg);
      warnAboutObsolete(options);
      const statusCallback = def.track === true ? webhookUrl(owner, 'message-status') : undefined;
      const { account } = owner;
      const send = async (to: unknown): Promise<Resource> => {
        const message = await declaration.send({ account, inputs, to, statusCallback, options });
        delivery?.sent(message['sid']);
        return message;
      };
      return sendToAll(red, owner, inputs.to, { send, onRemaining, progress });
    },
  });
  if (def.track === true && accountNode !== undefined) {
    delivery = watchDelivery(red, node, accountNode, status);
    // Without a public URL, Twilio cannot report the delivery.
    const isReady = accountNode.account.problems.length === 0;
    if (isReady && webhookUrl(accountNode, 'message-status') === undefined) {
      status.show(statuses.warning(translate(red, 'problem.deliveryNotTracked')));
      node.warn(translate(red, 'problem.notTracked'));
    }
  }
}

/** A list of recipients, and the results of those that were sent to. */
interface ListState {
  recipients: readonly unknown[];
  results: Result[];
}

const isListState = (value: unknown): value is ListState =>
  isObject(value) && Array.isArray(value['recipients']) && Array.isArray(value['results']);

interface SendToAllOptions {
  send: (to: unknown) => Promise<Resource>;
  onRemaining: (parts: number) => void;
  progress: Progress;
}

/** Sends to one recipient, or to each of a list. For a list the payload is a list of results, one for each recipient. */
async function sendToAll(
  red: Red,
  { account }: AccountNode,
  to: unknown,
  { send, onRemaining, progress }: SendToAllOptions,
): Promise<Outcome> {
  const recipients = recipientsOf(to);
  if (!isListState(progress.state) && 'one' in recipients) {
    const message = await send(recipients.one);
    return { payload: message, summary: () => translate(red, 'status.sent', { who: String(message['to']) }) };
  }
  const list: ListState = isListState(progress.state)
    ? progress.state
    : { recipients: 'each' in recipients ? recipients.each : [], results: [] };
  progress.state = list;
  progress.unsent = () => aboutRecipients(red, list.recipients.slice(list.results.length));
  const redact = (text: string): string => account.redact(text);
  const { results } = list;
  await sendToMany(list.recipients, { send, redact, onRemaining, results });
  const all = results.length;
  const failed = results.filter(({ ok }) => !ok);
  const sent = all - failed.length;
  return {
    payload: results,
    more: { failed },
    summary: () => translate(red, 'status.sentMany', { sent, all }),
    look: sent === all ? 'done' : sent === 0 ? 'error' : 'warning',
  };
}

/** Names recipients, for the log. */
function aboutRecipients(red: Red, recipients: readonly unknown[]): string {
  return translate(red, 'status.to', { who: recipients.map((to) => preview(to).replace(/^"|"$/g, '')).join(', ') });
}
