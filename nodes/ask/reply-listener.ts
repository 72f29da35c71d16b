import type { AccountFields } from '../../lib/node-red/account-choice';
import { accountOf, onAccountCreated, type AccountNode } from '../../lib/node-red/account-node';
import { questionsOf } from '../../lib/node-red/question-hub';
import { paletteLabel, type Node, type Red } from '../../lib/node-red/red';
import { reported } from '../../lib/node-red/reported-error';
import { listOf } from '../../lib/validation/objects';

/** Lets a node take the replies to its questions, and the reports that a question was not delivered. */
export interface ReplyListener {
  /** Listens to an account. Call it before a question is sent from it. */
  listenTo(owner: AccountNode): void;
  close(): void;
}

/** Listens to the accounts of a node. They are listened to again when they are deployed without the node. */
export function createReplyListener(red: Red, node: Node, { account, accounts }: AccountFields): ReplyListener {
  const ids = new Set<unknown>([account, ...listOf(accounts)]);
  /** By the id of the account node. A deployment can replace the endpoint of an account that is not the node's own. */
  const subscriptions = new Map<string, { endpoint: AccountNode['endpoint']; unsubscribe: (() => void)[] }>();

  const listenTo = (owner: AccountNode): void => {
    const known = subscriptions.get(owner.id);
    if (known !== undefined && known.endpoint === owner.endpoint) return;
    for (const unsubscribe of known?.unsubscribe ?? []) unsubscribe();
    subscriptions.set(owner.id, { endpoint: owner.endpoint, unsubscribe: subscribe(red, node, owner) });
  };
  for (const id of ids) {
    const owner = typeof id === 'string' ? accountOf(red, id) : undefined;
    if (owner !== undefined) listenTo(owner);
  }
  const forget = onAccountCreated((owner) => {
    if (ids.has(owner.id)) listenTo(owner);
  });
  return {
    listenTo,
    close() {
      forget();
      for (const { unsubscribe } of subscriptions.values()) for (const end of unsubscribe) end();
    },
  };
}

function subscribe(red: Red, node: Node, owner: AccountNode): (() => void)[] {
  // Also reads the questions from before a restart, when the flows have started.
  const questions = questionsOf(red, owner);
  const { endpoint } = owner;
  if (endpoint === undefined) return [];
  const report = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      node.error(reported(error));
    });
  };
  const common = {
    wantsFilteredOut: false,
    filter: { accepts: () => true },
    answer: () => ({ by: 'empty' as const }),
    failed(error: unknown) {
      node.error(reported(error));
    },
    unauthorized: () => undefined,
  };
  return [
    endpoint.subscribe<'message'>({
      ...common,
      kind: 'message',
      claims: true,
      matches: (event) => questions.claimant(event) === node.id,
      receive(event) {
        report(questions.reply(event));
      },
      describe: () => ({
        id: node.id,
        type: node.type,
        name: node.name === undefined || node.name === '' ? paletteLabel(red, node.type) : node.name,
        filter: '',
      }),
    }),
    endpoint.subscribe<'message-status'>({
      ...common,
      kind: 'message-status',
      receive(event) {
        report(questions.status(event));
      },
    }),
  ];
}
