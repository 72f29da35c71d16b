import { asOwner, RequestOwner } from '../account/request-owner';
import type { TwilioError } from '../errors/twilio-error';
import { accountFor, hasAccounts, type AccountFields } from './account-choice';
import { accountOf, type AccountNode } from './account-node';
import type { ActionContext, ActionDeclaration, Outcome } from './action-declaration';
import { inputReader } from './action-inputs';
import { closeLimitMs, stopped, takeProgress, type Job, type Send } from './action-job';
import { messagesOf } from './action-messages';
import { createActionResults, named } from './action-results';
import { isLast, registerSuccessor, unregisterSuccessor, type Successor } from './handover';
import { createJobsInProgress } from './jobs-in-progress';
import { translate, type Node, type NodeDef, type NodeMessage, type Red } from './red';
import { statusDot, statuses, type StatusDot } from './status';

export type { Outcome } from './action-declaration';

/** What {@link createAction} returns to a node that does more. */
export interface ActionNode {
  status: StatusDot;
  accountNode: AccountNode | undefined;
}

/** What a message is about whose inputs are not read yet. */
const unknownSubject = (): string => '';

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
  const readInputs = inputReader(red, node, def, declaration.inputs, declaration.secrets, declaration.missing);
  const jobs = createJobsInProgress();
  const results = createActionResults(red, node, status);
  const self: Successor = { node };
  registerSuccessor(self);
  const showBusy = () => {
    status.show(() => statuses.busy(translate(red, declaration.busy, { count: jobs.remaining })));
  };
  showReadiness(red, status, accountNode, declaration.accountOptional === true);

  const finish = (job: Job, msg: NodeMessage, send: Send, outcome: Outcome): void => {
    const { summary, look = 'done' } = outcome;
    const summarize = () => (typeof summary === 'string' ? summary : summary());
    const messages = messagesOf(red, msg, outcome).map((one) => [
      ...new Array<null>(outcome.output ?? 0).fill(null),
      one,
    ]);
    if (messages.length > 0) results.deliver(summarize, send, messages);
    if (!jobs.end(job)) return;
    if (jobs.remaining > 0) showBusy();
    else status.show(() => statuses[look](summarize()));
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
    const isLastOne = isLast(removed);
    results.close(isLastOne);
    unregisterSuccessor(self);
    status.clear();
    const error = stopped();
    for (const job of jobs) {
      const isQueued = job.requests.isQueued;
      job.requests.stop(error);
      if (isQueued && isLastOne) failures.get(job)?.(error);
    }
    if (jobs.size === 0) {
      results.late.log();
      done();
      return;
    }
    const timer = setTimeout(() => {
      // With a successor, the result goes to it when it comes.
      if (isLastOne)
        for (const job of jobs) results.late.add(named(job.about(), translate(red, 'problem.noAnswerYet')));
      results.late.log();
      done();
    }, closeLimitMs(red));
    jobs.onDrained(() => {
      results.late.log();
      clearTimeout(timer);
      done();
    });
  });

  node.on('input', (msg, send, done) => {
    const progress = takeProgress(msg);
    const job: Job = { parts: 1, about: unknownSubject, requests: new RequestOwner(), progress, accountNode };
    jobs.add(job);
    showBusy();
    const failed = (thrown: unknown): void => {
      failures.delete(job);
      if (!jobs.has(job)) return;
      guard(msg, () => {
        results.fail(job, msg, done, thrown);
        jobs.end(job);
      });
    };
    failures.set(job, failed);
    readInputs(msg)
      .then((inputs) => {
        const { about } = declaration;
        if (about !== undefined) job.about = () => about(inputs);
        // A reply belongs to the account of the message that it answers.
        const isChosen =
          declaration.accountOptional !== true || (declaration.takesChosenAccount === true && hasAccounts(def));
        if (isChosen) job.accountNode = accountFor(red, accountNode, def, msg);
        const onRemaining = (parts: number): void => {
          if (jobs.setParts(job, parts)) showBusy();
        };
        const emit: ActionContext<Input>['emit'] = (message, about) => {
          results.deliver(about, send, [[message]]);
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
