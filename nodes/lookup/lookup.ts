import { createAction, mergedOptions, requireAccount } from '../../lib/node-red/on-demand';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import type * as lookupModule from '../../lib/identity/lookup';
import { lazy } from '../../lib/lazy';

const lookups = lazy<typeof lookupModule>(__filename, '../../lib/identity/lookup');

interface LookupDef extends NodeDef {
  account?: string;
  fields?: unknown;
  options?: unknown;
  /** How long an answer is kept, in minutes; 0 not at all. */
  cacheMinutes?: number | string;
}

const MINUTE = 60_000;

export = (red: Red): void => {
  red.nodes.registerType('twilio-lookup', function (this: Node, def: LookupDef) {
    const cache = lookups().lookupCache((Number(def.cacheMinutes ?? 0) || 0) * MINUTE);
    createAction(red, this, def, {
      inputs: ['number'],
      busy: 'status.looking',
      async run({ accountNode, inputs, msg }) {
        const { account } = requireAccount(accountNode);
        const options = mergedOptions(def.options, msg);
        const found = await lookups().lookUp(account, { number: inputs.number, fields: def.fields, options }, cache);
        const valid = found['valid'] === true;
        const who = String(found['phoneNumber'] ?? inputs.number);
        return {
          payload: found,
          summary: translate(red, valid ? 'status.valid' : 'status.invalid', { who }),
          output: valid ? 0 : 1,
        };
      },
    });
  });
};
