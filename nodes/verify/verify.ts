import type { Outcome } from '../../lib/node-red/action';
import { createAction, mergedOptions, requireAccount } from '../../lib/node-red/on-demand';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import type * as verifyModule from '../../lib/identity/verify';
import { lazy } from '../../lib/lazy';

const verify = lazy<typeof verifyModule>(__filename, '../../lib/identity/verify');

interface VerifyDef extends NodeDef {
  account?: string;
  operation?: 'start' | 'check' | 'cancel' | 'createService';
  options?: unknown;
}

export = (red: Red): void => {
  red.nodes.registerType('twilio-verify', function (this: Node, def: VerifyDef) {
    createAction(red, this, def, {
      inputs: ['service', 'to', 'channel', 'code', 'friendlyName'],
      secrets: ['code'],
      busy: 'status.verifying',
      async run({ accountNode, inputs, msg }): Promise<Outcome> {
        const { account } = requireAccount(accountNode);
        const options = mergedOptions(def.options, msg);
        switch (def.operation) {
          case 'check': {
            const { approved, reason, resource } = await verify().checkVerification(account, { ...inputs, options });
            const payload = { ...resource, approved, ...(reason === undefined ? {} : { reason }) };
            if (approved)
              return { payload, summary: translate(red, 'status.approved', { who: String(resource['to']) }) };
            return { payload, summary: translate(red, 'status.notApproved', { reason: reason ?? '' }), output: 1 };
          }
          case 'cancel':
            return {
              payload: await verify().cancelVerification(account, inputs),
              summary: translate(red, 'status.canceled'),
            };
          case 'createService': {
            const service = await verify().createVerifyService(account, inputs.friendlyName, options);
            return { payload: service, summary: translate(red, 'status.created') };
          }
          case 'start':
          case undefined: {
            const started = await verify().startVerification(account, { ...inputs, options });
            return { payload: started, summary: translate(red, 'status.codeSent', { who: String(started['to']) }) };
          }
          default:
            // To send a code is not what anything else could mean: it costs money.
            throw verify().noOperation(def.operation);
        }
      },
    });
  });
};
