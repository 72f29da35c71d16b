import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError } from '../errors/twilio-error';
import { accountOf, type AccountNode } from './account-node';
import { inputReader } from './action-inputs';
import { reported } from './reported-error';
import { translate, type Node, type NodeDef, type NodeMessage, type Red } from './red';
import { statusDot, statuses, type StatusDot } from './status';

/** What an action gets for one message. */
export interface ActionContext<Input extends string> {
  red: Red;
  node: Node;
  /** The node's account; absent when the node has none that is deployed. */
  accountNode: AccountNode | undefined;
  /** The values of the TypedInputs for this message. An empty field is `undefined`. */
  inputs: Record<Input, unknown>;
  msg: NodeMessage;
  /** Reports how many parts of this message's work are not done yet, when it has several. */
  onRemaining(parts: number): void;
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
}

/** What distinguishes one action from the others. */
export interface ActionDeclaration<Input extends string> {
  /** The names of its TypedInputs. */
  inputs: readonly Input[];
  /** The status while it works: a key of the catalogue. */
  busy: string;
  /** Whether it works without an account of its own. */
  accountOptional?: boolean;
  /** Inputs whose value is never shown, not even in the error of an expression. */
  secrets?: readonly Input[];
  /** What a message's work is about, a few words, for the log of a flow that was stopped. */
  about?(inputs: Record<Input, unknown>): string;
  /** @throws {TwilioError} or any error, which becomes one */
  run(context: ActionContext<Input>): Promise<Outcome>;
}

/** What {@link createAction} returns to a node that does more. */
export interface ActionNode {
  status: StatusDot;
  accountNode: AccountNode | undefined;
}

/** The most messages of a stopped flow that the log names. */
const MAX_NAMED = 20;

/** One message's work. Thousands may be in progress, so it holds nothing else. */
interface Job {
  parts: number;
  /** What it is about, for the log. */
  about: string;
}

type Send = (messages: (NodeMessage | null)[]) => void;

/** Creates a node from an action's declaration. Call it in the node's constructor. */
export function createAction<Input extends string>(
  red: Red,
  node: Node,
  def: NodeDef & { account?: string },
  declaration: ActionDeclaration<Input>,
): ActionNode {
  red.nodes.createNode(node, def);
  const status = statusDot(node);
  const accountNode = accountOf(red, def.account);
  const readInputs = inputReader(red, node, def, declaration.inputs, declaration.secrets);
  /** The parts of all messages' work that are not done. */
  let remaining = 0;
  let isClosed = false;
  node.on('close', () => {
    isClosed = true;
    status.clear();
  });
  const showBusy = () => {
    status.show(() => statuses.busy(translate(red, declaration.busy, { count: remaining })));
  };
  showReadiness(red, status, accountNode, declaration.accountOptional === true);

  /** Results that came after the node was closed. A Catch node may be closed too, so they are logged. */
  const lateResults: string[] = [];
  const logLateResult = (text: string): void => {
    lateResults.push(text);
    if (remaining > 0) return;
    const more = lateResults.length > MAX_NAMED ? ' …' : '';
    const all = lateResults.slice(0, MAX_NAMED).join('; ') + more;
    node.error(translate(red, 'problem.stoppedMeanwhile', { count: lateResults.length, text: all }));
  };
  const succeed = (job: Job, msg: NodeMessage, send: Send, outcome: Outcome): void => {
    remaining -= job.parts;
    const { summary, look = 'done' } = outcome;
    const summarize = () => (typeof summary === 'string' ? summary : summary());
    if (isClosed) logLateResult(summarize());
    for (const one of messagesOf(red, msg, outcome)) send([...new Array<null>(outcome.output ?? 0).fill(null), one]);
    if (remaining > 0) showBusy();
    else status.show(() => statuses[look](summarize()));
  };
  const fail = ({ parts, about }: Job, thrown: unknown): TwilioError => {
    remaining -= parts;
    const error = toTwilioError(thrown, 'REQUEST_FAILED', (text) => accountNode?.account.redact(text) ?? text);
    status.show(statuses.error(error.message));
    if (!isClosed) return error;
    const text = about === '' ? error.message : `${about}: ${error.message}`;
    logLateResult(text);
    return new TwilioError(error.code, text, error.cause);
  };
  /** Reports an error in our own code to Catch, so that it does not end Node-RED. */
  const guard = (msg: NodeMessage, work: () => void): void => {
    try {
      work();
    } catch (error) {
      node.error(error, msg);
    }
  };

  node.on('input', (msg, send, done) => {
    const job: Job = { parts: 1, about: '' };
    remaining += 1;
    showBusy();
    readInputs(msg)
      .then((inputs) => {
        job.about = declaration.about?.(inputs) ?? '';
        const onRemaining = (parts: number): void => {
          remaining += parts - job.parts;
          job.parts = parts;
          showBusy();
        };
        return declaration.run({ red, node, accountNode, inputs, msg, onRemaining });
      })
      .then(
        (outcome) => {
          guard(msg, () => {
            succeed(job, msg, send, outcome);
            done();
          });
        },
        (thrown: unknown) => {
          guard(msg, () => {
            done(reported(fail(job, thrown)));
          });
        },
      );
  });
  return { status, accountNode };
}

/** The message with the result, or one message for each member, with `msg.parts` as the core split node sets it. */
function messagesOf(red: Red, msg: NodeMessage, { payload, more, each }: Outcome): NodeMessage[] {
  if (each !== true || !Array.isArray(payload)) return [Object.assign(msg, more, { payload })];
  const id = red.util.generateId();
  return payload.map((one: unknown, index) => {
    // A sequence within a sequence keeps the outer one in `parts.parts`, as in Node-RED's core nodes.
    const outer = msg['parts'] === undefined ? {} : { parts: msg['parts'] };
    const parts = { id, type: 'array', len: 1, count: payload.length, index, ...outer };
    return Object.assign(red.util.cloneMessage(msg), more, { payload: one, parts });
  });
}

function showReadiness(red: Red, status: StatusDot, accountNode: AccountNode | undefined, optional: boolean): void {
  if (accountNode === undefined) {
    if (!optional) status.show(statuses.error(translate(red, 'problem.noAccount')));
    return;
  }
  const [problem] = accountNode.account.problems;
  if (problem !== undefined) status.show(statuses.error(problem));
}
