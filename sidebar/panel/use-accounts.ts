import { useEffect, useState } from 'preact/hooks';
import { get, sentenceOf } from '../api/http';
import type { AccountInfo } from '../api/types';

/** The deployed accounts. */
export interface Accounts {
  /** `undefined` while they are requested for the first time. */
  list: readonly AccountInfo[] | undefined;
  error: string | undefined;
}

/** Requests the deployed accounts, and again after each deployment. */
export function useAccounts(isVisible: boolean): Accounts {
  const [accounts, setAccounts] = useState<Accounts>({ list: undefined, error: undefined });
  useEffect(() => {
    if (!isVisible) return undefined;
    const load = (): void => {
      get<AccountInfo[]>('twilio/accounts').then(
        (list) => {
          setAccounts({ list, error: undefined });
        },
        (error: unknown) => {
          setAccounts({ list: undefined, error: sentenceOf(error) });
        },
      );
    };
    load();
    RED.events.on('deploy', load);
    return () => {
      RED.events.off('deploy', load);
    };
  }, [isVisible]);
  return accounts;
}
