import { lookUp } from '../../lib/identity/lookup';
import type { Account } from '../../lib/account/account';
import { lookupCache, type LookupCache } from '../../lib/identity/lookup-cache';
import { createAction } from '../../lib/node-red/action';
import { mergedOptions, requireAccount } from '../../lib/node-red/action-options';
import type { AccountFields } from '../../lib/node-red/account-choice';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { PAYLOAD } from '../../lib/node-red/typed-inputs';

interface LookupDef extends NodeDef, AccountFields {
  fields?: unknown;
  options?: unknown;
  /** How long a result is kept, in minutes. 0 keeps none. */
  cacheMinutes?: number | string;
}

const MINUTE_MS = 60_000;

/** Looks a phone number up. */
export function create(red: Red, node: Node, def: LookupDef): void {
  const lifetimeMs = (Number(def.cacheMinutes ?? 0) || 0) * MINUTE_MS;
  /** Each account has its own results. */
  const caches = new WeakMap<Account, LookupCache>();
  createAction(red, node, def, {
    inputs: ['number'],
    missing: { number: PAYLOAD },
    busy: 'status.looking',
    async run({ accountNode, inputs, msg }) {
      const { account } = requireAccount(accountNode);
      const options = mergedOptions(def.options, msg);
      const cache = caches.get(account) ?? lookupCache(lifetimeMs);
      caches.set(account, cache);
      const found = await lookUp(account, { number: inputs.number, fields: def.fields, options }, cache);
      const isValid = found['valid'] === true;
      const who = String(found['phoneNumber'] ?? inputs.number);
      return {
        payload: found,
        summary: translate(red, isValid ? 'status.valid' : 'status.invalid', { who }),
        output: isValid ? 0 : 1,
      };
    },
  });
}
