import { MemoryStore } from '../../lib/store/memory-store';

/** Stands for a store on disk: what is in it outlives a restart. */
export class LastingStore extends MemoryStore {
  override readonly isVolatile = false;
}
