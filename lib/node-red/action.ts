import { asOwner, RequestOwner } from '../account/request-owner';
import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError } from '../errors/twilio-error';
import { accountFor, hasAccounts, type AccountFields } from './account-choice';
import { accountOf, type AccountNode } from './account-node';
import type { ActionContext, ActionDeclaration, Outcome } from './action-declaration';
import { inputReader } from './action-inputs';
import {
  closeLimitMs,
  createLateResults,
  leaveProgress,
  stopped,
  takeProgress,
  type Job,
  type Send,
} from './action-job';
import { messagesOf } from './action-messages';
import { deploymentOf } from './deployment';
import { isLast, leave, resign, succeed, type Successor } from './handover';
import { logsError } from './logged';
import { messageOf, translate, type Node, type NodeDef, type NodeMessage, type Red } from './red';
import { reported } from './reported-error';
import { statusDot, statuses, type StatusDot } from './status';

export type { Outcome } from './action-declaration';

/** What {@link createAction} returns to a node that does more. */
export interface ActionNode {
  status: StatusDot;
  accountNode: AccountNode | undefined;
}

/**
 * Creates a node from an action's declaration. Call it in the node's constructor.
 *
 * When the node is closed, it waits for the requests that were sent. The messages whose request is still queued go to the
 * node with the same id that the deployment creates, and so do results that come too late for the stopped flow.
 */
export function createAction<Input extends string>(
  red: Red,
  node: Node,
  def: NodeDef & AccountFields,
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

  const lateResults = createLateResults(red, node);
  const named = (about: string, text: string): string => (about === '' ? text : `${about}: ${text}`);
  /** Ends a job. False when it has ended before. */
  const end = (job: Job): boolean => {
    if (!jobs.delete(job)) return false;
    remaining -= job.parts;
    if (isClosed && jobs.size === 0) {
      lateResults.log();
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
    if (messages.length > 0) deliver(summarize, send, messages);
    if (!end(job)) return;
    if (remaining > 0) showBusy();
    else status.show(() => statuses[look](summarize()));
  };
  /** Sends messages; those of a stopped flow by the successor. */
  const deliver = (about: () => string, send: Send, messages: (NodeMessage | null)[][]): void => {
    if (!isClosed || isLastOne) {
      if (isClosed) lateResults.add(about());
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
    const redact = (text: string): string => job.accountNode?.account.redact(text) ?? text;
    const error = toTwilioError(thrown, 'REQUEST_FAILED', redact);
    const about = job.progress.unsent?.() ?? job.about;
    const text = named(about, messageOf(error));
    status.show(statuses.error(messageOf(error)));
    // An account that is not this node's own may be deployed while this node goes on.
    const isRedeployed = error.code === 'FLOW_STOPPED' && deploymentOf(red).isPaused;
    if (!isClosed && !isRedeployed) done(reported(error));
    else if (isClosed && isLastOne) {
      const isLogged = logsError(red, node, () => {
        done(reported(new TwilioError(error.code, text, error.cause)));
      });
      // Without a Catch node, Node-RED has just logged it.
      if (!isLogged) lateResults.add(text);
    } else {
      const isUnsent =
        error.code === 'FLOW_STOPPED' && (job.requests.writes === 0 || job.progress.unsent !== undefined);
      leave(red, node, {
        about: text,
        msg,
        give(successor) {
          if (isUnsent) {
            leaveProgress(msg, job.progress);
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
    const timer = setTimeout(() => {
      // With a successor, the result goes to it when it comes.
      if (isLastOne) for (const job of jobs) lateResults.add(named(job.about, translate(red, 'problem.noAnswerYet')));
      lateResults.log();
      done();
    }, closeLimitMs(red));
    onDrained = () => {
      clearTimeout(timer);
      done();
    };
  });

  node.on('input', (msg, send, done) => {
    const progress = takeProgress(msg);
    const job: Job = { parts: 1, about: '', requests: new RequestOwner(), progress, accountNode };
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
        // A reply belongs to the account of the message that it answers.
        const isChosen =
          declaration.accountOptional !== true || (declaration.takesChosenAccount === true && hasAccounts(def));
        if (isChosen) job.accountNode = accountFor(red, accountNode, def, msg);
        const onRemaining = (parts: number): void => {
          if (!jobs.has(job)) return;
          remaining += parts - job.parts;
          job.parts = parts;
          showBusy();
        };
        const emit: ActionContext<Input>['emit'] = (message, about) => {
          deliver(about, send, [[message]]);
        };
        return asOwner(job.requests, () =>
          declaration.run({ red, node, accountNode: job.accountNode, inputs, msg, onRemaining, emit, progress }),
        );
      })
      .then((outcome) => {
        failures.delete(job);
        guard(msg, () => {
          finish(job, msg, send, outcome);
          if (outcome.isKept !== true) done();
        });
      }, failed);
  });
  return { status, accountNode };
}

function showReadiness(red: Red, status: StatusDot, accountNode: AccountNode | undefined, optional: boolean): void {
  if (accountNode === undefined) {
    if (!optional) status.show(statuses.error(translate(red, 'problem.noAccount')));
    return;
  }
  const [problem] = accountNode.account.problems;
  if (problem !== undefined) status.show(statuses.error(problem));
}
