import type { Params } from '../events/params';
import { deploymentOf } from './deployment';
import { markHandedOver } from './handover';
import { messageOf, translate, type Node, type NodeMessage, type Red } from './red';

/** What a trigger does for the one that it replaced in a deployment. */
export interface Successor {
  /** Sends a message whose preparation is complete. */
  send(msg: NodeMessage, topic: string): void;
  /** Handles a message that a filter does not accept, which is known only after its preparation. */
  filterOut(msg: NodeMessage, topic: string): void;
  /** Starts over with an event whose preparation was stopped. */
  restart(raw: Params): void;
}

/** The triggers that are deployed, by node id. */
const successors = new Map<string, Successor>();

/** A message that is being prepared, such as by downloading a recording. */
export interface PreparedMessage {
  /** The SID of what the event is about. */
  sid: string;
  topic: string;
  msg: NodeMessage;
  raw: Params;
  /** Resolves with further properties of the message, or with `undefined` when a filter does not accept it. */
  work: Promise<Partial<NodeMessage> | undefined>;
}

/** The messages that a trigger is preparing. They outlive a deployment: the trigger's successor goes on with them. */
export interface Preparations {
  add(prepared: PreparedMessage): void;
}

/**
 * Keeps a trigger's messages while they are prepared.
 * @param onError called with an error and its message, which is not lost: it goes to Catch
 */
export function createPreparations(
  red: Red,
  node: Node,
  self: Successor,
  onError: (error: unknown, msg: NodeMessage) => void,
): Preparations {
  const sids = new Set<string>();
  let isClosed = false;
  successors.set(node.id, self);
  node.on('close', () => {
    isClosed = true;
    if (successors.get(node.id) === self) successors.delete(node.id);
    sids.forEach(markHandedOver);
    if (sids.size > 0) node.warn(translate(red, 'problem.preparing', { sids: [...sids].join(', ') }));
  });
  /** Passes the work on to the trigger that is deployed now. */
  const transferTo = (sid: string, use: (successor: Successor) => void): void => {
    deploymentOf(red).whenReleased(() => {
      const successor = successors.get(node.id);
      if (successor === undefined) node.error(translate(red, 'problem.nobodyLeft', { sid }));
      else use(successor);
    });
  };
  return {
    add({ sid, topic, msg, raw, work }) {
      sids.add(sid);
      work
        .then(
          (more) => {
            sids.delete(sid);
            Object.assign(msg, more);
            const pass = (trigger: Successor) => {
              if (more === undefined) trigger.filterOut(msg, topic);
              else trigger.send(msg, topic);
            };
            if (!isClosed) pass(self);
            else transferTo(sid, pass);
          },
          (error: unknown) => {
            sids.delete(sid);
            if (!isClosed) {
              onError(error, msg);
              return;
            }
            // Most likely the deployment stopped it.
            transferTo(sid, (successor) => {
              successor.restart(raw);
            });
          },
        )
        .catch((error: unknown) => {
          node.error(messageOf(error), msg);
        });
    },
  };
}
