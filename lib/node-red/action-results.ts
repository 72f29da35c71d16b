import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError } from '../errors/twilio-error';
import { createLateResults, keepProgress, type Job, type LateResults, type Send } from './action-job';
import { deploymentOf } from './deployment';
import { handOver } from './handover';
import { logsError } from './logged';
import { messageOf, type Node, type NodeMessage, type Red } from './red';
import { reported } from './reported-error';
import { statuses, type StatusDot } from './status';

/**
 * Sends the messages and errors of an action. While its node is deployed, they go to its own flow. After the node was
 * closed, they go to its successor. When there is no successor, they go to the stopped flow and to the log.
 */
export interface ActionResults {
  /** Results that are logged when the node has closed. */
  readonly late: LateResults;
  /** @param about what the messages are about, a few words, for the log */
  deliver(about: () => string, send: Send, messages: readonly (NodeMessage | null)[][]): void;
  /** Shows an error in the node's status, and reports it to Catch nodes. */
  fail(job: Job, msg: NodeMessage, done: (error?: Error) => void, thrown: unknown): void;
  /** Call it when the node is closed. `isLast`: there will be no successor. */
  close(isLast: boolean): void;
}

/** What an entry of the log says: what it is about, if known, and the text. */
export const named = (about: string, text: string): string => (about === '' ? text : `${about}: ${text}`);

/** The results of one node. */
export function createActionResults(red: Red, node: Node, status: StatusDot): ActionResults {
  const late = createLateResults(red, node);
  let isClosed = false;
  let isLast = false;
  return {
    late,
    deliver(about, send, messages) {
      if (!isClosed || isLast) {
        if (isClosed) late.add(about());
        for (const one of messages) send(one);
        return;
      }
      handOver(red, node, {
        about: about(),
        msg: messages.flat().find((one) => one !== null),
        give(successor) {
          for (const one of messages) successor.node.send(one);
        },
      });
    },
    fail(job, msg, done, thrown) {
      const redact = (text: string): string => job.accountNode?.account.redact(text) ?? text;
      const error = toTwilioError(thrown, 'REQUEST_FAILED', redact);
      const about = job.progress.unsent?.() ?? job.about();
      const text = named(about, messageOf(error));
      status.show(statuses.error(messageOf(error)));
      // An account that is not this node's own may be deployed while this node goes on.
      const isRedeployed = error.code === 'FLOW_STOPPED' && deploymentOf(red).isPaused;
      if (!isClosed && !isRedeployed) done(reported(error));
      else if (isClosed && isLast) {
        const isLogged = logsError(red, node, () => {
          done(reported(new TwilioError(error.code, text, error.cause)));
        });
        // Without a Catch node, Node-RED has just logged it.
        if (!isLogged) late.add(text);
      } else {
        const isUnsent =
          error.code === 'FLOW_STOPPED' && (job.requests.writes === 0 || job.progress.unsent !== undefined);
        handOver(red, node, {
          about: text,
          msg,
          give(successor) {
            if (isUnsent) {
              keepProgress(msg, job.progress);
              successor.node.receive(msg);
            } else successor.node.error(reported(new TwilioError(error.code, text, error.cause)), msg);
          },
        });
      }
    },
    close(last) {
      isClosed = true;
      isLast = last;
    },
  };
}
