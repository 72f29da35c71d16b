import { createHash } from 'node:crypto';
import path from 'node:path';
import { lazy } from '../lazy';
import type * as databaseModule from '../store/database';
import { noFolder } from '../store/disk-problems';
import type * as diskStoreModule from '../store/disk-store';
import { MemoryStore } from '../store/memory-store';
import type { Store } from '../store/store';
import { isLast, watchProcess } from './handover';
import { inLanguage } from './language';
import type { Node, Red } from './red';
import { describeError } from './reported-error';

const diskStore = lazy<typeof diskStoreModule>(__filename, '../store/disk-store');
const database = lazy<typeof databaseModule>(__filename, '../store/database');

/** Where an account keeps its calls in progress. */
export type StoreKind = 'disk' | 'memory';

interface AccountStore {
  kind: StoreKind;
  /** `undefined` when this Node-RED has no user directory. */
  folder: string | undefined;
  /** The account node that is deployed now. It logs the problems. */
  node: Node | undefined;
  /** Created on first use. */
  store?: MemoryStore | diskStoreModule.DiskStore;
  /** Whether the store comes from {@link useStore}. Then the setting of the account node does not change it. */
  isGiven?: boolean;
}

/** By the account node's id, so that a store stays open during a deployment. */
const stores = new Map<string, AccountStore>();

/** By folder: the store that is being closed or removed. */
const endings = new Map<string, Promise<void>>();

/** The property of an account node, as Node-RED stores it. */
export const storeKindOf = (value: unknown): StoreKind => (value === 'memory' ? 'memory' : 'disk');

/** An id that is a name of a folder on every system. Ids of imported flows can be any text. */
const SAFE_ID = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

const MAX_NAME_LENGTH = 64;

/** The folder of an account node's store: `<userDir>/twilio/<id>`. */
export function storeFolder(userDir: string, id: string): string {
  const isSafe = SAFE_ID.test(id) && id.length <= MAX_NAME_LENGTH;
  const name = isSafe ? id : createHash('sha256').update(id).digest('hex').slice(0, MAX_NAME_LENGTH);
  return path.join(userDir, 'twilio', name);
}

function folderOf(red: Red, id: string): string | undefined {
  const userDir: unknown = Reflect.get(red.settings, 'userDir');
  return typeof userDir === 'string' && userDir !== '' ? storeFolder(userDir, id) : undefined;
}

/** Says where an account node's store is, or continues the one from before a deployment. Nothing is opened yet. */
export function keepStore(red: Red, node: Node, kind: StoreKind): void {
  watchProcess();
  const folder = folderOf(red, node.id);
  const known = stores.get(node.id);
  if (known?.isGiven === true) return;
  if (known?.kind === kind && known.folder === folder) {
    known.node = node;
    return;
  }
  if (known !== undefined) void end(known, known.folder === folder);
  stores.set(node.id, { kind, folder, node });
}

/** Gives an account node another store, such as one that outlives a restart in a test. */
export function useStore(id: string, store: MemoryStore | diskStoreModule.DiskStore): void {
  stores.set(id, { kind: 'memory', folder: undefined, node: undefined, store, isGiven: true });
}

/**
 * The store of an account node. Created on first use. Call this again after a deployment, which can change the store.
 */
export function storeOf({ id }: Pick<Node, 'id'>): Store {
  const found: AccountStore = stores.get(id) ?? { kind: 'memory', folder: undefined, node: undefined };
  stores.set(id, found);
  found.store ??= createStore(found);
  return found.store;
}

/** The store of an account node; `undefined` when it is in memory and does not outlive a restart. */
export function lastingStoreOf(node: Pick<Node, 'id'>): Store | undefined {
  const store = storeOf(node);
  return 'isVolatile' in store && store.isVolatile === true ? undefined : store;
}

function createStore(account: AccountStore): MemoryStore | diskStoreModule.DiskStore {
  const { kind, folder } = account;
  const report = (problem: unknown): void => {
    account.node?.warn(describeError(problem));
  };
  if (kind === 'disk' && folder !== undefined) {
    return new (diskStore().DiskStore)({ folder, report, after: endings.get(folder) });
  }
  if (kind === 'disk') report(noFolder());
  return new MemoryStore();
}

/**
 * Closes the store of an account node that closes: when the node was deleted, and when Node-RED ends.
 * @param removed whether the node was deleted. The store is then removed from the disk too.
 */
export async function closeStore(node: Node, removed: boolean): Promise<void> {
  const found = stores.get(node.id);
  if (found === undefined || !isLast(removed)) return;
  if (removed) stores.delete(node.id);
  await end(found, removed);
}

/** Closes a store. Errors are only logged, because nothing depends on it. */
function end(account: AccountStore, isRemoved: boolean): Promise<void> {
  const { folder, node, store } = account;
  const key = folder ?? '';
  const close = async (): Promise<void> => {
    if (isRemoved && store !== undefined && 'remove' in store) await store.remove();
    else {
      await store?.close();
      // This process has not opened it, but an earlier one may have.
      if (isRemoved && folder !== undefined) await database().removeDatabase(folder);
    }
  };
  const ending = close().catch((error: unknown) => {
    node?.error(inLanguage(`The store of the account was not closed: ${describeError(error)}`));
  });
  endings.set(key, ending);
  return ending.finally(() => {
    if (endings.get(key) === ending) endings.delete(key);
  });
}
