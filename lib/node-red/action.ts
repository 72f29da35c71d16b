import { asOwner, RequestOwner } from '../account/request-owner';
import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError } from '../errors/twilio-error';
import { accountOf, type AccountNode } from './account-node';
import { inputReader } from './action-inputs';
import { isLast, leave, resign, succeed, type Successor } from './handover';
import { translate, type Node, type NodeDef, type NodeMessage, type Red } from './red';
import { reported } from './reported-error';
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

/** One message's work. Thousands may be in progress, so it holds little else. */
interface Job {
  parts: number;
  /** What it is about, for the log. */
  about: string;
  requests: RequestOwner;
  progress: Progress;
}

type Send = (messages: (NodeMessage | null)[]) => void;

/** The progress of messages that a stopped node left to its successor. */
const progressOf = new WeakMap<NodeMessage, Progress>();

/** How long Node-RED waits for a node to close, in milliseconds. https://nodered.org/docs/creating-nodes/node-js */
const CLOSE_TIMEOUT_MS = 15_000;

/** How much earlier a node stops waiting for its requests, in milliseconds. */
const CLOSE_MARGIN_MS = 2000;

const stopped = (): TwilioError =>
  new TwilioError('FLOW_STOPPED', 'The flow was stopped while this was waiting to be sent', {
    hint: 'Nothing was sent. Send it again.',
  });

/**
 * Creates a node from an action's declaration. Call it in the node's constructor.
 *
 * When the node is closed, it waits for the requests that were sent. The messages whose request is still queued go to the
 * node with the same id that the deployment creates, and so do results that come too late for the stopped flow.
 */
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
  const jobs = new Set<Job>();
  let isClosed = false;
  let isLastOne = false;
  let onDrained: (() => void) | undefined;
  const self: Successor = { node };
  succeed(self);
  const showBusy = () => {
    status.show(() => statuses.busy(translate(red, declaration.busy, { count: remaining })));
  };
  showReadiness(red, status, accountNode, declaration.accountOptional === true);

  /** Messages that were not sent, and results that no node takes. A Catch node may be closed too, so they are logged. */
  const lateResults: string[] = [];
  const logLateResults = (): void => {
    const text = lateResults.join('; ');
    const count = lateResults.length;
    lateResults.length = 0;
    if (count > 0) node.error(translate(red, 'problem.stoppedMeanwhile', { count, text }));
  };
  const named = (about: string, text: string): string => (about === '' ? text : `${about}: ${text}`);
  /** Ends a job. False when it has ended before. */
  const end = (job: Job): boolean => {
    if (!jobs.delete(job)) return false;
    remaining -= job.parts;
    if (isClosed && jobs.size === 0) {
      logLateResults();
      onDrained?.();
    }
    return true;
  };
  const finish = (job: Job, msg: NodeMessage, send: Send, outcome: Outcome): void => {
    const { summary, look = 'done' } = outcome;
    const summarize = () => (typeof summary === 'string' ? summary : summary());
    const messages = messagesOf(red, msg, outcome).map((one) => [
      ...new Array<null>(outcome.output ?? 0).fill(null),
      one,
    ]);
    deliver(summarize, send, messages);
    if (!end(job)) return;
    if (remaining > 0) showBusy();
    else status.show(() => statuses[look](summarize()));
  };
  /** Sends messages; those of a stopped flow by the successor. */
  const deliver = (about: () => string, send: Send, messages: (NodeMessage | null)[][]): void => {
    if (!isClosed || isLastOne) {
      if (isClosed) lateResults.push(about());
      for (const one of messages) send(one);
      return;
    }
    leave(red, node, {
      about: about(),
      msg: messages.flat().find((one) => one !== null),
      give(successor) {
        for (const one of messages) successor.node.send(one);
      },
    });
  };
  const fail = (job: Job, msg: NodeMessage, done: (error?: Error) => void, thrown: unknown): void => {
    const error = toTwilioError(thrown, 'REQUEST_FAILED', (text) => accountNode?.account.redact(text) ?? text);
    const about = job.progress.unsent?.() ?? job.about;
    const text = named(about, error.message);
    status.show(statuses.error(error.message));
    if (!isClosed) done(reported(error));
    else if (isLastOne) {
      lateResults.push(text);
      done(reported(new TwilioError(error.code, text, error.cause)));
    } else {
      const isUnsent =
        error.code === 'FLOW_STOPPED' && (job.requests.writes === 0 || job.progress.unsent !== undefined);
      leave(red, node, {
        about: text,
        msg,
        give(successor) {
          if (isUnsent) {
            progressOf.set(msg, job.progress);
            successor.node.receive(msg);
          } else successor.node.error(reported(new TwilioError(error.code, text, error.cause)), msg);
        },
      });
    }
    end(job);
  };
  /** Reports an error in our own code to Catch, so that it does not end Node-RED. */
  const guard = (msg: NodeMessage, work: () => void): void => {
    try {
      work();
    } catch (error) {
      node.error(error, msg);
    }
  };

  /** The messages whose work is in progress, to fail them while Catch nodes still run. */
  const failures = new Map<Job, (error: TwilioError) => void>();
  node.on('close', (removed: boolean, done: () => void) => {
    isClosed = true;
    isLastOne = isLast(removed);
    resign(self);
    status.clear();
    const error = stopped();
    for (const job of [...jobs]) {
      const isQueued = job.requests.isQueued;
      job.requests.stop(error);
      if (isQueued && isLastOne) failures.get(job)?.(error);
    }
    if (jobs.size === 0) {
      done();
      return;
    }
    const { nodeCloseTimeout } = red.settings as { nodeCloseTimeout?: number };
    const limit = Math.max((nodeCloseTimeout ?? CLOSE_TIMEOUT_MS) - CLOSE_MARGIN_MS, 0);
    const timer = setTimeout(() => {
      // With a successor, the result goes to it when it comes.
      if (isLastOne) for (const job of jobs) lateResults.push(named(job.about, translate(red, 'problem.noAnswerYet')));
      logLateResults();
      done();
    }, limit);
    onDrained = () => {
      clearTimeout(timer);
      done();
    };
  });

  node.on('input', (msg, send, done) => {
    const progress = progressOf.get(msg) ?? {};
    progressOf.delete(msg);
    const job: Job = { parts: 1, about: '', requests: new RequestOwner(), progress };
    jobs.add(job);
    remaining += 1;
    showBusy();
    const failed = (thrown: unknown): void => {
      failures.delete(job);
      if (!jobs.has(job)) return;
      guard(msg, () => {
        fail(job, msg, done, thrown);
      });
    };
    failures.set(job, failed);
    readInputs(msg)
      .then((inputs) => {
        job.about = declaration.about?.(inputs) ?? '';
        const onRemaining = (parts: number): void => {
          if (!jobs.has(job)) return;
          remaining += parts - job.parts;
          job.parts = parts;
          showBusy();
        };
        return asOwner(job.requests, () =>
          declaration.run({ red, node, accountNode, inputs, msg, onRemaining, progress }),
        );
      })
      .then((outcome) => {
        failures.delete(job);
        guard(msg, () => {
          finish(job, msg, send, outcome);
          done();
        });
      }, failed);
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
