import { createHash } from 'node:crypto';
import type { Store } from '../store/store';
import { isObject } from '../validation/objects';

/** What was at a number or sender before this account node set its webhooks. By Twilio's names. */
export interface Kept {
  /** The values that a restore puts back. */
  previous: Record<string, string>;
  /**
   * Hashes of the URLs that were set here. They show whether a URL was changed elsewhere since. The URLs themselves may
   * contain the login of the public URL, which is not written to the disk.
   */
  set: Record<string, string>;
}

/** The hash of a URL, as in {@link Kept.set}. */
export const urlHash = (url: string): string => createHash('sha256').update(url).digest('hex');

/** Ten years, in milliseconds: in practice, until they are restored. */
const LIFETIME_MS = 10 * 365 * 24 * 60 * 60 * 1000;

const key = (sid: string): string => `webhooks/${sid}`;

const texts = (value: unknown): Record<string, string> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};

/** The kept values of all numbers and senders, by SID. */
export async function allKept(store: Store): Promise<Map<string, Kept>> {
  const found = new Map<string, Kept>();
  for await (const [name, { value }] of store.list(key(''))) {
    if (!isObject(value)) continue;
    found.set(name.slice(key('').length), { previous: texts(value['previous']), set: texts(value['set']) });
  }
  return found;
}

/** Keeps values. @throws {TwilioError} `STORE_FULL` */
export async function keep(store: Store, sid: string, { previous, set }: Kept): Promise<void> {
  await store.put(key(sid), { previous, set }, LIFETIME_MS);
}

/** Deletes the kept values of a number or sender. */
export const forget = (store: Store, sid: string): Promise<void> => store.delete(key(sid));
