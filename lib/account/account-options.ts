import type { RequestObserver } from './request-observer';
import type { RetryRules } from './retry';
import type { AccountCredentials, AccountSettings } from './settings';
import type { Transport } from './transport';

/** What an account is created from. */
export interface AccountOptions {
  settings: AccountSettings;
  credentials: AccountCredentials;
  /** Used instead of the network, by the simulator and in tests. */
  transport?: Transport | undefined;
  retry?: RetryRules | undefined;
  /** Is called for each request that creates or changes something. */
  observer?: RequestObserver | undefined;
  /** How long to wait before each new request for a file that is not ready yet, in milliseconds. */
  downloadRetryDelaysMs?: readonly number[] | undefined;
}
