import { kinds, type EventOf, type Kind } from '../events/kinds';
import type { Params } from '../events/params';
import type { Account } from '../account/account';
import { FilterError } from '../events/filters';
import type { Filter } from '../events/event-filters';
import type { Answer } from '../webhooks/subscribers';
import { accountOf } from './account-node';
import { deploymentOf } from './deployment';
import { messageOf, translate, type Node, type NodeDef, type NodeMessage, type NodeStatus, type Red } from './red';
import { statusDot, statuses } from './status';

/** The properties that every trigger has, as Node-RED stores them. */
export interface TriggerFields {
  account?: string;
  /** A second output for what the filters turned away. */
  rejected?: boolean;
}

/** What is done between an event and its message, such as fetching a recording. */
export interface Preparation<K extends Kind, F> {
  event: EventOf[K];
  fields: F;
  account: Account;
  /** Shows how far it is. */
  progress(text: string): void;
  /** Tells what went wrong beside the message, which leaves all the same. */
  warn(error: unknown): void;
}

/** What is special about a trigger; all the rest is the same for every one. */
export interface TriggerDeclaration<K extends Kind, F extends TriggerFields> {
  kind: K;
  /** Whether an event is this trigger's business at all, ahead of its filters. */
  matches?: (event: EventOf[K]) => boolean;
  /** @throws {FilterError} when a field is wrong */
  filter(fields: F): Filter<EventOf[K]>;
  /** How it answers Twilio. Called once, when the node starts. */
  answer(fields: F): (event: EventOf[K]) => Answer;
  payload(event: EventOf[K]): unknown;
  /** The other party's address. */
  topic(event: EventOf[K]): string;
  /**
   * Prepares an accepted event's message; what it gives is added to the message. Without one, or when it gives
   * `undefined`, the message leaves at once.
   * @throws what goes to Catch together with the message, which so is not lost
   */
  prepare?(work: Preparation<K, F>): Promise<Partial<NodeMessage>> | undefined;
}

/** The shortest time between two statuses of a trigger, in milliseconds: what they tell changes with the second. */
const STATUS_INTERVAL_MS = 1000;

/** What a trigger does for the one that a deployment has put it in the place of. */
interface Successor {
  /** Sends a message whose preparation has ended meanwhile. */
  send(msg: NodeMessage, topic: string): void;
  /** Begins anew with an event whose preparation was cut off. */
  again(raw: Params): void;
}

/** The triggers that run, by id. */
const outlets = new Map<string, Successor>();

/** Makes a node of a trigger's declaration. To be called in the node's constructor. */
export function createTrigger<K extends Kind, F extends TriggerFields>(
  red: Red,
  node: Node,
  def: NodeDef & F,
  declaration: TriggerDeclaration<K, F>,
): void {
  red.nodes.createNode(node, def);
  const status = statusDot(node, STATUS_INTERVAL_MS);
  const subscriptions: (() => void)[] = [];
  /** The SIDs of events whose messages are being prepared. */
  const preparing = new Set<string>();
  let isClosed = false;
  node.on('close', () => {
    isClosed = true;
    for (const unsubscribe of subscriptions) unsubscribe();
    if (preparing.size > 0) node.warn(translate(red, 'problem.preparing', { sids: [...preparing].join(', ') }));
    status.clear();
  });

  const fail = (key: string, error?: string): void => {
    const text = translate(red, key);
    status.show(statuses.error(text));
    node.error(error === undefined ? text : `${text}: ${error}`);
  };

  const accountNode = accountOf(red, def.account);
  if (accountNode === undefined) {
    fail('problem.noAccount');
    return;
  }
  if (accountNode.endpoint === undefined) {
    const problem = accountNode.webhookProblem ?? translate(red, 'problem.noHttp');
    status.show(statuses.error(problem));
    node.warn(problem);
    return;
  }
  let filter: Filter<EventOf[K]>;
  let answer: (event: EventOf[K]) => Answer;
  try {
    filter = declaration.filter(def);
    answer = declaration.answer(def);
  } catch (error) {
    fail(error instanceof FilterError ? 'problem.filter' : 'problem.answer', messageOf(error));
    return;
  }

  // Put into words when it is shown, and not within `emit`, so that a status that waits holds no event in memory.
  const told = (dot: (text: string) => NodeStatus, key: string, who: string, at: Date) => () =>
    dot(translate(red, key, { who, at: clockTime(at) }));

  const rules: (typeof kinds)[K] = kinds[declaration.kind];
  const send = (msg: NodeMessage, topic: string): void => {
    node.send(msg);
    status.show(told(statuses.done, 'status.last', topic, new Date()));
  };
  /** Does something here or, after a deployment, with the trigger that is here now. */
  const handOn = (sid: string, use: (outlet: Successor) => void): void => {
    deploymentOf(red).whenReleased(() => {
      const successor = outlets.get(node.id);
      if (successor === undefined) node.error(translate(red, 'problem.nobodyLeft', { sid }));
      else use(successor);
    });
  };
  const emit = (event: EventOf[K], accepted: boolean): void => {
    const topic = declaration.topic(event);
    const msg: NodeMessage = { payload: declaration.payload(event), topic, twilio: event };
    if (!accepted) {
      node.send([null, msg]);
      status.show(told(statuses.ignored, 'status.filtered', topic, new Date()));
      return;
    }
    const progress = (text: string) => {
      status.show(statuses.busy(text));
    };
    const warn = (error: unknown) => {
      node.warn(messageOf(error));
    };
    const work = declaration.prepare?.({ event, fields: def, account: accountNode.account, progress, warn });
    if (work === undefined) {
      send(msg, topic);
      return;
    }
    const sid = rules.sid(event);
    const { raw } = event;
    preparing.add(sid);
    work
      .then(
        (more) => {
          preparing.delete(sid);
          Object.assign(msg, more);
          if (!isClosed) send(msg, topic);
          else {
            handOn(sid, (outlet) => {
              outlet.send(msg, topic);
            });
          }
        },
        (error: unknown) => {
          preparing.delete(sid);
          if (isClosed) {
            // What went wrong is most likely that it was stopped.
            handOn(sid, (outlet) => {
              outlet.again(raw);
            });
            return;
          }
          status.show(statuses.error(messageOf(error)));
          node.error(error, msg);
        },
      )
      .catch((error: unknown) => {
        node.error(error, msg);
      });
  };

  const unsubscribe = accountNode.endpoint.subscribe<K>({
    kind: declaration.kind,
    ...(declaration.matches === undefined ? {} : { matches: declaration.matches }),
    filter,
    wantsFilteredOut: def.rejected === true,
    answer,
    receive: emit,
    failed(error) {
      fail(error instanceof FilterError ? 'problem.filter' : 'problem.event', messageOf(error));
    },
    unauthorized(reason) {
      status.show(statuses.error(translate(red, 'status.turnedAway', { reason })));
    },
  });
  const outlet: Successor = {
    send,
    again(raw) {
      emit(rules.parse(raw), true);
    },
  };
  outlets.set(node.id, outlet);
  subscriptions.push(unsubscribe, () => {
    if (outlets.get(node.id) === outlet) outlets.delete(node.id);
  });
  const unsigned = accountNode.account.settings.validateSignatures && accountNode.account.signingTokens.length === 0;
  status.show(
    unsigned ? statuses.warning(translate(red, 'problem.noToken')) : statuses.ready(translate(red, 'status.listening')),
  );
}

/** The time of day, for a status. */
export function clockTime(now = new Date()): string {
  return now.toTimeString().slice(0, 8);
}
