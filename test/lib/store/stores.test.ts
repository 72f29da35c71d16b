import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DiskStore } from '../../../lib/store/disk-store';
import { MemoryStore } from '../../../lib/store/memory-store';
import { describeStore, type CreateStore } from './store-contract';
import { describeStoreAsModel } from './store-model';

describe('a store in memory', () => {
  const create: CreateStore = ({ bounds, now }) => Promise.resolve(new MemoryStore(bounds, now));
  describeStore(create);
  describeStoreAsModel(create);
});

describe('a store on disk', () => {
  let parent: string;
  let count = 0;
  before(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-store-'));
  });
  after(async () => {
    await rm(parent, { recursive: true, force: true });
  });

  const create: CreateStore = (options) => {
    count += 1;
    const report = (problem: Error): void => {
      throw problem;
    };
    return Promise.resolve(new DiskStore({ folder: path.join(parent, String(count)), report, ...options }));
  };
  describeStore(create);
  describeStoreAsModel(create);
});
