import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, preview } from '../validation/objects';
import { obsoleteOptions } from '../messages/options';
import type { AccountFields } from './account-choice';
import { webhookUrl, type AccountNode } from './account-node';
import { createAction } from './action';
import type { Outcome } from './action-declaration';
import type { MissingInputs } from './action-inputs';
import { mergedOptions, requireAccount } from './action-options';
import { watchDelivery } from './delivery-watch';
import { aboutRecipients, sendToAll, type ResultsMode } from './recipient-list';
import { translate, type Node, type NodeDef, type NodeMessage, type Red } from './red';
import { statuses } from './status';
import { PAYLOAD } from './typed-inputs';

/** The properties of every node that sends messages, as Node-RED stores them. */
export interface SenderFields extends AccountFields {
  /**
   * Asks Twilio for status callbacks, which go to this account's status nodes. `msg.track` overrides it. Without this
   * property, it asks for them where Twilio can reach this Node-RED.
   */
  track?: boolean;
  options?: unknown;
  /** How the results for several recipients leave the node. */
  results?: ResultsMode;
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
  /** Sends one message. @throws {TwilioError} for an invalid value, or the error that Twilio returns */
  send(sending: Sending<Input>): Promise<Resource>;
}

/** Creates a node that sends messages. Call it in the node's constructor. */
export function createSender<Input extends string>(
  red: Red,
  node: Node,
  def: NodeDef & SenderFields,
  declaration: SenderDeclaration<Input>,
): void {
  const mode = def.results === 'each' || def.results === 'both' ? def.results : 'together';
  let warned = false;
  const warnAboutObsolete = (options: unknown): void => {
    const obsolete = warned ? [] : obsoleteOptions(options);
    if (obsolete.length === 0) return;
    warned = true;
    node.warn(translate(red, 'problem.obsolete', { names: obsolete.join(', ') }));
  };
  let warnedOfTracking = false;
  /** The URL for the status callbacks of a message; `undefined` when Twilio cannot call it. */
  const trackingUrl = (owner: AccountNode): string | undefined => {
    const url = webhookUrl(owner, 'message-status');
    if (url !== undefined) delivery.watch(owner);
    else if (!warnedOfTracking) {
      warnedOfTracking = true;
      node.warn(translate(red, 'problem.notTracked'));
    }
    return url;
  };
  const { status, accountNode } = createAction<Input | 'to'>(red, node, def, {
    inputs: ['to', ...declaration.inputs],
    busy: 'status.sending',
    missing: { body: PAYLOAD } as MissingInputs<Input | 'to'>,
    about: ({ to }) => aboutRecipients(red, [to]),
    async run({ accountNode, inputs, msg, onRemaining, emit, progress }) {
      const owner = requireAccount(accountNode);
      const options = mergedOptions(def.options, msg);
      warnAboutObsolete(options);
      const wantsTracking = isTracked(def, msg, webhookUrl(owner, 'message-status') !== undefined);
      const statusCallback = wantsTracking ? trackingUrl(owner) : undefined;
      const { account } = owner;
      const send = async (to: unknown): Promise<Resource> => {
        const message = await declaration.send({ account, inputs, to, statusCallback, options });
        if (statusCallback !== undefined) delivery.sent(message['sid']);
        return message;
      };
      const outcome = await sendToAll(red, owner, inputs.to, { send, msg, mode, onRemaining, emit, progress });
      return wantsTracking && statusCallback === undefined ? withoutTracking(red, outcome) : outcome;
    },
  });
  const delivery = watchDelivery(red, node, status);
  // Without a public URL, Twilio cannot report the delivery.
  const isReady = accountNode?.account.problems.length === 0;
  if (def.track === true && isReady && trackingUrl(accountNode) === undefined) {
    status.show(statuses.warning(translate(red, 'problem.deliveryNotTracked')));
  }
}

/** The outcome of messages whose delivery should be tracked and cannot: they were sent, but the status is not green. */
function withoutTracking(red: Red, { summary, look = 'done', ...outcome }: Outcome): Outcome {
  const text = (): string => (typeof summary === 'string' ? summary : summary());
  return {
    ...outcome,
    look: look === 'done' ? 'warning' : look,
    summary: () => translate(red, 'status.noPublicUrl', { text: text() }),
  };
}

/**
 * Whether the delivery of a message is tracked: `msg.track`, or the node's property.
 * @param isPossible whether Twilio can report it
 * @throws {TwilioError} `INVALID_PARAMETER` when `msg.track` is not a boolean
 */
function isTracked({ track }: SenderFields, msg: NodeMessage, isPossible: boolean): boolean {
  const { track: own } = msg as { track?: unknown };
  if (isEmpty(own)) return track ?? isPossible;
  if (typeof own === 'boolean') return own;
  throw new TwilioError('INVALID_PARAMETER', `msg.track is ${preview(own)}; it must be true or false`, {
    hint: 'Set msg.track to true or false, or delete it before this node.',
  });
}
