import { fromJson, toJson } from '../calls/session/message-json';
import type { Json, Store } from '../store/store';
import { isObject } from '../validation/objects';
import type { AccountNode } from './account-node';
import { lastingStoreOf } from './account-store';
import { messageOf, translate, type Node, type NodeMessage, type Red } from './red';

/** A message that waits, and what its node needs after a restart. */
export interface KeptMessage {
  msg: NodeMessage;
  /** Belongs to the node. No secrets. */
  state: Json;
}

/** A message of a list, with the id that it is kept under. */
export interface ListedMessage extends KeptMessage {
  id: string;
}

/** What is in the store, as JSON. */
const isRecord = (value: unknown): value is { msg: Json; state: Json } =>
  isObject(value) && value['msg'] !== undefined && value['state'] !== undefined;

/** A message from the store. */
const readMessage = ({ msg, state }: { msg: Json; state: Json }): KeptMessage => {
  const read = fromJson(msg);
  return { msg: isObject(read) ? read : {}, state };
};

/**
 * The messages of one node that must survive a restart, in the stores of account nodes. What JSON cannot express is left out.
 * Without a store that outlives a restart, nothing is kept. A store that fails is reported once, and nothing is thrown.
 */
export class KeptMessages {
  private hasFailed = false;
  private hasWarned = false;

  constructor(
    private readonly red: Red,
    private readonly node: Node,
    /** What the messages wait for: the first part of their keys in the store. */
    private readonly kind: string,
  ) {}

  /** Keeps a message. @returns whether it is kept. Resolves when it survives a crash. */
  put(account: AccountNode, id: string, { msg, state }: KeptMessage, lifetimeMs: number): Promise<boolean> {
    return this.use(account, false, async (store) => {
      const { json, lost } = toJson(msg);
      this.warnAboutLost(lost);
      await store.put(this.keyOf(id), { msg: json, state }, lifetimeMs);
      return true;
    });
  }

  /** The message that is kept under an id. */
  get(account: AccountNode, id: string): Promise<KeptMessage | undefined> {
    return this.use(account, undefined, async (store) => {
      const stored = await store.get(this.keyOf(id));
      return isRecord(stored?.value) ? readMessage(stored.value) : undefined;
    });
  }

  /**
   * Claims a message that is kept, so that it leaves once, and stops keeping it.
   * @returns whether it should leave now. True also when the store fails, because the message is in memory.
   */
  claim(account: AccountNode, id: string): Promise<boolean> {
    return this.use(account, true, async (store) => {
      const key = this.keyOf(id);
      const stored = await store.get(key);
      return stored !== undefined && (await store.replace(key, stored.version, undefined, 0));
    });
  }

  /** Removes a message, if it is kept. */
  async delete(account: AccountNode, id: string): Promise<void> {
    await this.use(account, undefined, (store) => store.delete(this.keyOf(id)));
  }

  /** All messages of the node that are kept with an account. */
  list(account: AccountNode): Promise<ListedMessage[]> {
    const prefix = this.keyOf('');
    return this.use<ListedMessage[]>(account, [], async (store) => {
      const found: ListedMessage[] = [];
      for await (const [key, { value }] of store.list(prefix)) {
        if (isRecord(value)) found.push({ id: key.slice(prefix.length), ...readMessage(value) });
      }
      return found;
    });
  }

  /** Removes all messages of the node. */
  async clear(account: AccountNode): Promise<void> {
    for (const { id } of await this.list(account)) await this.delete(account, id);
  }

  private keyOf(id: string): string {
    return `${this.kind}/${encodeURIComponent(this.node.id)}/${id}`;
  }

  /** @returns `otherwise` when there is no store, or when it fails */
  private async use<T>(account: AccountNode, otherwise: T, work: (store: Store) => Promise<T>): Promise<T> {
    const store = lastingStoreOf(account);
    if (store === undefined) return otherwise;
    try {
      return await work(store);
    } catch (error) {
      if (!this.hasFailed) this.node.warn(translate(this.red, 'problem.notKept', { reason: messageOf(error) }));
      this.hasFailed = true;
      return otherwise;
    }
  }

  private warnAboutLost(lost: readonly string[]): void {
    if (lost.length === 0 || this.hasWarned) return;
    this.hasWarned = true;
    this.node.warn(translate(this.red, 'problem.lostParts', { names: lost.join(', ') }));
  }
}
