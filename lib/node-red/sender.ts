import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { preview } from '../validation/objects';
import { recipientsOf, sendToMany, type Result } from '../messages/send-to-many';
import { obsoleteOptions } from '../messages/options';
import { webhookUrl, type AccountNode } from './account-node';
import { createAction, mergedOptions, requireAccount, type Outcome } from './action';
import { watchDelivery, type DeliveryWatch } from './delivery-watch';
import { translate, type Node, type NodeDef, type Red } from './red';

/** The properties that every node has that sends messages, as Node-RED stores them. */
export interface SenderFields {
  account?: string;
  /** Have Twilio tell this account's status nodes what becomes of the message. */
  track?: boolean;
  options?: unknown;
}

/** One message to one recipient, before it is checked. */
export interface Sending<Input extends string> {
  account: Account;
  inputs: Record<Input, unknown>;
  to: unknown;
  statusCallback: string | undefined;
  options: unknown;
}

/** What is special about a node that sends messages. */
export interface SenderDeclaration<Input extends string> {
  /** The names of its TypedInputs, beside `to`. */
  inputs: readonly Input[];
  /** @throws {TwilioError} */
  send(sending: Sending<Input>): Promise<Resource>;
}

/** Makes a node that sends messages of its declaration. To be called in the node's constructor. */
export function createSender<Input extends string>(
  red: Red,
  node: Node,
  def: NodeDef & SenderFields,
  declaration: SenderDeclaration<Input>,
): void {
  let delivery: DeliveryWatch | undefined;
  let warned = false;
  const warnOfObsolete = (options: unknown): void => {
    const obsolete = warned ? [] : obsoleteOptions(options);
    if (obsolete.length === 0) return;
    warned = true;
    node.warn(translate(red, 'problem.obsolete', { names: obsolete.join(', ') }));
  };
  const { status, accountNode } = createAction<Input | 'to'>(red, node, def, {
    inputs: ['to', ...declaration.inputs],
    busy: 'status.sending',
    about: ({ to }) => translate(red, 'status.to', { who: preview(to).replace(/^"|"$/g, '') }),
    run({ accountNode, inputs, msg, left }) {
      const owner = requireAccount(accountNode);
      const options = mergedOptions(def.options, msg);
      warnOfObsolete(options);
      const statusCallback = def.track === true ? webhookUrl(owner, 'message-status') : undefined;
      const { account } = owner;
      const send = async (to: unknown): Promise<Resource> => {
        const message = await declaration.send({ account, inputs, to, statusCallback, options });
        delivery?.sent(message['sid']);
        return message;
      };
      return sendOut(red, owner, inputs.to, send, left);
    },
  });
  if (def.track === true && accountNode !== undefined) delivery = watchDelivery(red, node, accountNode, status);
}

/** Sends to one recipient, or to each of a list: then the payload is a list of results, one for each. */
async function sendOut(
  red: Red,
  { account }: AccountNode,
  to: unknown,
  send: (to: unknown) => Promise<Resource>,
  onLeft: (left: number) => void,
): Promise<Outcome> {
  const recipients = recipientsOf(to);
  if ('one' in recipients) {
    const message = await send(recipients.one);
    return { payload: message, summary: () => translate(red, 'status.sent', { who: String(message['to']) }) };
  }
  const redact = (text: string): string => account.redact(text);
  const results: Result[] = await sendToMany(recipients.each, { send, redact, onLeft });
  const all = results.length;
  const sent = results.filter(({ ok }) => ok).length;
  return {
    payload: results,
    summary: () => translate(red, 'status.sentMany', { sent, all }),
    look: sent === all ? 'done' : sent === 0 ? 'error' : 'warning',
  };
}
