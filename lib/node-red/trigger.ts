import type { Account } from '../account/account';
import type { Filter } from '../events/event-filter';
import { FilterError } from '../events/filter-field';
import { kinds, type EventOf, type Kind } from '../events/kinds';
import type { Answer, Subscription } from '../webhooks/subscribers';
import { accountOf } from './account-node';
import { callPartiesOf } from './call-parties';
import { createMissedAnswers } from './missed-answers';
import { triggerDescription } from './trigger-description';
import { createPreparations, type Successor } from './preparations';
import { inLanguage } from './language';
import { messageOf, translate, type Node, type NodeDef, type NodeMessage, type Red } from './red';
import { describeError, reported } from './reported-error';
import { statuses } from './status';
import { watchFlow } from './stopped-flows';
import { createTriggerStatus } from './trigger-status';

/** The properties that every trigger has, as Node-RED stores them. */
export interface TriggerFields {
  account?: string;
  /** Adds a second output for events that were filtered out. */
  rejected?: boolean;
  /** Whether it also gets the replies that an "ask" node waits for. */
  seeAnswers?: boolean;
}

/** What a trigger gets to prepare a message, such as to download a recording. */
export interface Preparation<K extends Kind, F> {
  event: EventOf[K];
  fields: F;
  account: Account;
  /** Shows its progress in the node's status. */
  progress(text: string): void;
  /** Reports a problem that does not stop the message. */
  warn(error: unknown): void;
}

/** What distinguishes one trigger from the others. */
export interface TriggerDeclaration<K extends Kind, F extends TriggerFields> {
  kind: K;
  /** Further kinds, which it treats in the same way. */
  alsoKinds?: readonly K[];
  /** Whether an event is for this trigger at all, before its filters. */
  matches?: (event: EventOf[K]) => boolean;
  /** @throws {FilterError} when a field is invalid */
  filter(fields: F): Filter<EventOf[K]>;
  /** How it answers Twilio. Called once, when the node starts. */
  answer(fields: F): (event: EventOf[K]) => Answer;
  payload(event: EventOf[K]): unknown;
  /** The other party's address. */
  topic(event: EventOf[K]): string;
  /**
   * Prepares the message of an accepted event. The message is sent at once without it, or when it returns `undefined`.
   * @returns further properties of the message
   * @throws any error: it goes to Catch together with the message
   */
  prepare?(preparation: Preparation<K, F>): Promise<Partial<NodeMessage>> | undefined;
}

/** Creates a node from a trigger's declaration. Call it in the node's constructor. */
export function createTrigger<K extends Kind, F extends TriggerFields>(
  red: Red,
  node: Node,
  def: NodeDef & F,
  declaration: TriggerDeclaration<K, F>,
): void {
  red.nodes.createNode(node, def);
  const status = createTriggerStatus(red, node);
  /** @param msg goes to Catch with the error */
  const fail = (key: string, error?: string, msg?: NodeMessage): void => {
    const text = translate(red, key);
    const sentence = error === undefined ? text : `${text}: ${error}`;
    status.show(statuses.error(text));
    if (msg === undefined) node.error(sentence);
    else node.error(sentence, msg);
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

  const rules: (typeof kinds)[K] = kinds[declaration.kind];
  const self: Successor = {
    send(msg, topic) {
      node.send(msg);
      status.showLast(statuses.done, 'status.last', topic);
    },
    filterOut(msg, topic) {
      if (def.rejected === true) node.send([null, msg]);
      status.showLast(statuses.ignored, 'status.filtered', topic);
    },
    restart(raw) {
      receive(rules.parse(raw), true);
    },
  };
  const preparations = createPreparations(red, node, self, (error, msg) => {
    status.show(statuses.error(messageOf(error)));
    node.error(reported(error), msg);
  });
  const messageFor = (event: EventOf[K]): NodeMessage & { topic: string } => ({
    payload: declaration.payload(event),
    topic: declaration.topic(event),
    twilio: event,
  });
  const receive = (event: EventOf[K], accepted: boolean): void => {
    const msg = messageFor(event);
    const { topic } = msg;
    if (!accepted) {
      self.filterOut(msg, topic);
      return;
    }
    const callSid = filter.callToLookUp?.(event);
    const work = callSid === undefined ? prepare(event) : lookUp(callSid, event, msg);
    if (work === undefined) self.send(msg, topic);
    else preparations.add({ sid: rules.sid(event), topic, msg, raw: event.raw, work });
  };
  const prepare = (event: EventOf[K]): Promise<Partial<NodeMessage>> | undefined =>
    declaration.prepare?.({
      event,
      fields: def,
      account: accountNode.account,
      progress(text) {
        status.show(statuses.busy(text));
      },
      warn(error) {
        node.warn(describeError(error));
      },
    });
  const partiesOf = callPartiesOf(accountNode.account);
  /** Adds the addresses of its call to an event, filters it once more, and prepares it. */
  const lookUp = async (
    callSid: string,
    event: EventOf[K],
    msg: NodeMessage,
  ): Promise<Partial<NodeMessage> | undefined> => {
    Object.assign(event, await partiesOf(callSid));
    msg.topic = declaration.topic(event);
    return filter.accepts(event) ? ((await prepare(event)) ?? {}) : undefined;
  };

  const reportMissed = createMissedAnswers(red, node, status);
  const subscription: Omit<Subscription<K>, 'kind'> = {
    nodeId: node.id,
    ...(declaration.matches === undefined ? {} : { matches: declaration.matches }),
    filter,
    seesClaimed: def.seeAnswers === true,
    wantsFilteredOut: def.rejected === true,
    answer,
    receive,
    failed(error, undecided) {
      const key = error instanceof FilterError ? 'problem.filter' : 'problem.event';
      fail(key, messageOf(error), undecided && messageFor(undecided));
    },
    missed(event, reason) {
      reportMissed({ sid: rules.sid(event), reason, msg: messageFor(event) });
    },
    isStopped: watchFlow(red, node),
    describe: triggerDescription<K, F>(red, def, (fields) => declaration.filter(fields)),
    unauthorized(reason) {
      status.show(statuses.error(translate(red, 'status.unauthorized', { reason: inLanguage(reason) })));
    },
  };
  for (const kind of [declaration.kind, ...(declaration.alsoKinds ?? [])]) {
    node.on('close', accountNode.endpoint.subscribe<K>({ ...subscription, kind }));
  }
  status.showReadiness(accountNode);
}
