import { MemoryStore } from '../store/memory-store';
import type { Store } from '../store/store';
import type { AccountNode } from './account-node';

/** By the account node's id, so that a store survives a deployment. */
const stores = new Map<string, Store>();

/** Gives an account node another store, such as one that outlives a restart in a test. */
export function useStore(id: string, store: Store): void {
  stores.set(id, store);
}

/** Where an account keeps what must survive a restart. */
export function storeOf({ id }: Pick<AccountNode, 'id'>): Store {
  const store = stores.get(id) ?? new MemoryStore();
  stores.set(id, store);
  return store;
}
