import type { AccountNode } from './account-node';
import type { MissingInputs } from './action-inputs';
import type { Node, NodeMessage, Red } from './red';

/** What an action gets for one message. */
export interface ActionContext<Input extends string> {
  red: Red;
  node: Node;
  /** The account for this message: the node's own, or another one that `msg.account` names. Absent when there is none. */
  accountNode: AccountNode | undefined;
  /** The values of the TypedInputs for this message. An empty field is `undefined`. */
  inputs: Record<Input, unknown>;
  msg: NodeMessage;
  /** Reports how many parts of this message's work are not done yet, when it has several. */
  onRemaining(parts: number): void;
  /**
   * Sends a message before the work is done.
   * @param about what it is about, a few words, for the log of a flow that was stopped
   */
  emit(message: NodeMessage, about: () => string): void;
  /** What was done of this message's work before a deployment. */
  progress: Progress;
}

/** How far the work on a message is, when it has several parts. It outlives a deployment. */
export interface Progress {
  /** Belongs to the action. */
  state?: unknown;
  /** Names what was not sent, a few words, for the log. */
  unsent?: () => string;
}

/** The result of an action. */
export interface Outcome {
  /** Becomes `msg.payload`. */
  payload: unknown;
  /** The node's status, a few words. A function is called only when the status is shown. */
  summary: string | (() => string);
  /** How the status looks. Default `done`. */
  look?: 'done' | 'warning' | 'error';
  /** The output, 0 for the first. */
  output?: number;
  /** Further properties of the message. */
  more?: Readonly<Record<string, unknown>>;
  /** Sends each member of the payload, a list, as its own message of a sequence. */
  each?: boolean;
  /** The action has sent its messages with `emit`, so there is none for the outcome. */
  isSent?: boolean;
  /** The message is kept for the node that is started next. With this one, it neither leaves nor is it completed. */
  isKept?: boolean;
}

/** What distinguishes one action from the others. */
export interface ActionDeclaration<Input extends string> {
  /** The names of its TypedInputs. */
  inputs: readonly Input[];
  /** The status while it works: a key of the catalogue. */
  busy: string;
  /** Whether it works without an account of its own: it answers a message or call of any account. */
  accountOptional?: boolean;
  /** Whether `msg.account` chooses the account of a node that works without one, when the node has any accounts. */
  takesChosenAccount?: boolean;
  /** Inputs whose value is never shown, not even in the error of an expression. */
  secrets?: readonly Input[];
  /** What an input is when the node has no such property. Default: empty. */
  missing?: MissingInputs<Input>;
  /** What a message's work is about, a few words, for the log of a flow that was stopped. */
  about?(inputs: Record<Input, unknown>): string;
  /** @throws {TwilioError} or any error, which becomes one */
  run(context: ActionContext<Input>): Promise<Outcome>;
}
