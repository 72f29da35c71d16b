import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError } from '../errors/twilio-error';
import { accountOf, type AccountNode } from './account-node';
import { preview, textMember } from '../validation/objects';
import { evaluate, typedInput, type Properties, type TypedInput } from './typed-inputs';
import { translate, type Node, type NodeDef, type NodeMessage, type Red } from './red';
import { statusDot, statuses, type StatusDot } from './status';

/** What an action has at hand for one message. */
export interface ActionContext<Input extends string> {
  red: Red;
  node: Node;
  /** The node's account; absent when it names none that runs. */
  accountNode: AccountNode | undefined;
  /** The values of its TypedInputs for this message; an empty field is `undefined`. */
  inputs: Record<Input, unknown>;
  msg: NodeMessage;
  /** Says how many pieces of this message's work are still to be done, where it is more than one. */
  left(pieces: number): void;
}

/** What came of an action. */
export interface Outcome {
  /** Becomes `msg.payload`. */
  payload: unknown;
  /** What the node's status says, a few words; a function is called only when they are shown. */
  summary: string | (() => string);
  /** How the status looks; `done` if absent. */
  look?: 'done' | 'warning' | 'error';
  /** Which output it leaves by, 0 for the first. */
  output?: number;
  /** Further members of the message. */
  more?: Readonly<Record<string, unknown>>;
  /** The payload is a list, and each of its members is to leave as a message of its own, in sequence. */
  each?: boolean;
}

/** What is special about an action; all the rest is the same for every one. */
export interface ActionDeclaration<Input extends string> {
  /** The names of its TypedInputs. */
  inputs: readonly Input[];
  /** What the status says while it is at work: a key of the catalogue. */
  busy: string;
  /** Whether it can do without an account of its own. */
  accountOptional?: boolean;
  /** Inputs whose value is never shown, not even in the error of an expression. */
  secrets?: readonly Input[];
  /** What a message's work is about, in a few words, for the log of a flow that was stopped meanwhile. */
  about?(inputs: Record<Input, unknown>): string;
  /** @throws {TwilioError} or anything, which becomes one */
  run(context: ActionContext<Input>): Promise<Outcome>;
}

/** What {@link createAction} gives a node that has more to do. */
export interface ActionNode {
  status: StatusDot;
  accountNode: AccountNode | undefined;
}

/** How many of the messages that a deployment stopped are named in the log. */
const MAX_NAMED = 20;

/** What is known of one message's work while it goes on. */
interface Job {
  pieces: number;
  /** What it is about, for the log. */
  about: string;
}

type Send = (messages: (NodeMessage | null)[]) => void;

/** Makes a node of an action's declaration. To be called in the node's constructor. */
export function createAction<Input extends string>(
  red: Red,
  node: Node,
  def: NodeDef & { account?: string },
  declaration: ActionDeclaration<Input>,
): ActionNode {
  red.nodes.createNode(node, def);
  const status = statusDot(node);
  const properties: Properties = { ...def };
  const fields = {} as Record<Input, TypedInput>;
  for (const name of declaration.inputs) fields[name] = typedInput(properties, name);
  const accountNode = accountOf(red, def.account);
  /** How many pieces of work there are, of all messages. */
  let atWork = 0;
  let isClosed = false;
  node.on('close', () => {
    isClosed = true;
    status.clear();
  });
  const showWork = () => {
    status.show(() => statuses.busy(translate(red, declaration.busy, { count: atWork })));
  };
  showReadiness(red, status, accountNode, declaration.accountOptional === true);

  const inputsFor = async (msg: NodeMessage): Promise<Record<Input, unknown>> => {
    const found = {} as Record<Input, unknown>;
    for (const name of declaration.inputs) {
      try {
        const value = evaluate(red, node, fields[name], msg);
        found[name] = value instanceof Promise ? await value : value;
      } catch (error) {
        const why = declaration.secrets?.includes(name) === true ? 'its expression failed' : textOf(error);
        throw new TwilioError('INVALID_MESSAGE', `"${name}" cannot be read: ${why}`, {
          hint: `Correct the expression in the field "${name}" of this node.`,
        });
      }
    }
    return found;
  };

  /** What came of work that the node's end overtook: the nodes around may have ended too, a Catch node with them. */
  const overtaken: string[] = [];
  const logOvertaken = (text: string): void => {
    overtaken.push(text);
    if (atWork > 0) return;
    const more = overtaken.length > MAX_NAMED ? ' …' : '';
    const all = overtaken.slice(0, MAX_NAMED).join('; ') + more;
    node.error(translate(red, 'problem.stoppedMeanwhile', { count: overtaken.length, text: all }));
  };
  const succeed = (job: Job, msg: NodeMessage, send: Send, outcome: Outcome): void => {
    atWork -= job.pieces;
    const { summary, look = 'done' } = outcome;
    const summarize = () => (typeof summary === 'string' ? summary : summary());
    if (isClosed) logOvertaken(summarize());
    for (const one of messagesOf(red, msg, outcome)) send([...new Array<null>(outcome.output ?? 0).fill(null), one]);
    if (atWork > 0) showWork();
    else status.show(() => statuses[look](summarize()));
  };
  const fail = ({ pieces, about }: Job, thrown: unknown): TwilioError => {
    atWork -= pieces;
    const error = toTwilioError(thrown, 'REQUEST_FAILED', (text) => accountNode?.account.redact(text) ?? text);
    status.show(statuses.error(error.message));
    if (!isClosed) return error;
    const text = about === '' ? error.message : `${about}: ${error.message}`;
    logOvertaken(text);
    return new TwilioError(error.code, text, error.cause);
  };
  /** Nothing should go wrong here; if it does, it is said and does not end Node-RED. */
  const safely = (msg: NodeMessage, work: () => void): void => {
    try {
      work();
    } catch (error) {
      node.error(error, msg);
    }
  };

  node.on('input', (msg, send, done) => {
    // All that is held while the action is under way; thousands of calls may be waited for.
    const job: Job = { pieces: 1, about: '' };
    atWork += 1;
    showWork();
    inputsFor(msg)
      .then((inputs) => {
        job.about = declaration.about?.(inputs) ?? '';
        const left = (pieces: number): void => {
          atWork += pieces - job.pieces;
          job.pieces = pieces;
          showWork();
        };
        return declaration.run({ red, node, accountNode, inputs, msg, left });
      })
      .then(
        (outcome) => {
          safely(msg, () => {
            succeed(job, msg, send, outcome);
            done();
          });
        },
        (thrown: unknown) => {
          safely(msg, () => {
            done(fail(job, thrown));
          });
        },
      );
  });
  return { status, accountNode };
}

/** The message with its outcome, or one for each member of it, with `msg.parts` as the core's split node writes them. */
function messagesOf(red: Red, msg: NodeMessage, { payload, more, each }: Outcome): NodeMessage[] {
  if (each !== true || !Array.isArray(payload)) return [Object.assign(msg, more, { payload })];
  const id = red.util.generateId();
  return payload.map((one: unknown, index) => {
    // A sequence within a sequence keeps the outer one's place, as the core's nodes do.
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

/**
 * The account of an action.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when it names none that runs
 */
export function requireAccount(accountNode: AccountNode | undefined): AccountNode {
  if (accountNode !== undefined) return accountNode;
  throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'This node has no account', {
    hint: 'Choose an account node in it, and check that the account node is there and not disabled.',
  });
}

/** `msg.options` merged over a node's own options, as every action takes them. */
export function mergedOptions(own: unknown, msg: NodeMessage): unknown {
  const extra = msg['options'];
  if (extra === undefined || extra === null) return parseOptions(own);
  if (typeof extra !== 'object' || Array.isArray(extra)) {
    throw new TwilioError('INVALID_MESSAGE', 'msg.options is no object', {
      hint: 'Make msg.options an object of parameters by name, or delete it before this node.',
    });
  }
  const base = parseOptions(own);
  return typeof base === 'object' && base !== null ? { ...base, ...extra } : extra;
}

function parseOptions(own: unknown): unknown {
  if (typeof own !== 'string') return own;
  if (own.trim() === '') return undefined;
  try {
    return JSON.parse(own);
  } catch {
    throw new TwilioError('INVALID_MESSAGE', "The node's options are no JSON", {
      hint: 'Write them as an object of parameters by name.',
    });
  }
}

/** What an expression's error says: JSONata throws objects that are no Error, and hold a stack. */
const textOf = (error: unknown): string => {
  const message = typeof error === 'object' && error !== null ? textMember(error, 'message') : '';
  return message === '' ? preview(error) : message;
};
