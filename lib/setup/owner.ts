import type { Account } from '../account/account';
import type { Store } from '../store/store';
import type { Slot, TargetKind } from './slots';

/** The account node whose webhooks are set up. */
export interface SetupOwner {
  account: Account;
  /** Where the previous URLs are kept. */
  store: Store;
  /**
   * The URLs that deployed flows listen to for a number or sender, with the login of the public URL.
   * @param address such as `+14155550100` or `whatsapp:+14155550100`
   */
  wanted(kind: TargetKind, address: string): Partial<Record<Slot, string>>;
  /** Whether a URL belongs to this account node. */
  isOwn(url: URL): boolean;
}
