import { TwilioError } from '../../lib/errors/twilio-error';
import { cancelVerification } from '../../lib/identity/cancel-verification';
import { checkVerification } from '../../lib/identity/check-verification';
import { startVerification } from '../../lib/identity/start-verification';
import { createVerifyService } from '../../lib/identity/verify-service';
import type { AccountFields } from '../../lib/node-red/account-choice';
import { createAction, type Outcome } from '../../lib/node-red/action';
import { mergedOptions, requireAccount } from '../../lib/node-red/action-options';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { PAYLOAD } from '../../lib/node-red/typed-inputs';
import { isEmpty, isObject, preview } from '../../lib/validation/objects';

interface VerifyDef extends NodeDef, AccountFields {
  operation?: 'start' | 'check' | 'cancel' | 'createService';
  options?: unknown;
}

/** The name of a new service: of the node, of the options, or the text of the field "service". */
function serviceName(
  { friendlyName, service }: Record<'friendlyName' | 'service', unknown>,
  options: unknown,
): { name: unknown; rest: unknown } {
  const { friendlyName: named, ...rest } = isObject(options) ? options : {};
  const name = [named, friendlyName, service].find((one) => !isEmpty(one));
  return { name, rest: isObject(options) ? rest : options };
}

/** Sends and checks verification codes. */
export function create(red: Red, node: Node, def: VerifyDef): void {
  createAction(red, node, def, {
    inputs: ['service', 'to', 'channel', 'code', 'friendlyName'],
    secrets: ['code'],
    missing: { to: PAYLOAD, code: PAYLOAD },
    busy: 'status.verifying',
    async run({ accountNode, inputs, msg }): Promise<Outcome> {
      const { account } = requireAccount(accountNode);
      const options = mergedOptions(def.options, msg);
      switch (def.operation) {
        case 'check': {
          const { approved, reason, resource } = await checkVerification(account, { ...inputs, options });
          const payload = { ...resource, approved, ...(reason === undefined ? {} : { reason }) };
          if (approved) return { payload, summary: translate(red, 'status.approved', { who: String(resource['to']) }) };
          return { payload, summary: translate(red, 'status.notApproved', { reason: reason ?? '' }), output: 1 };
        }
        case 'cancel':
          return { payload: await cancelVerification(account, inputs), summary: translate(red, 'status.canceled') };
        case 'createService': {
          const { name, rest } = serviceName(inputs, options);
          const service = await createVerifyService(account, name, rest);
          return { payload: service, summary: translate(red, 'status.created') };
        }
        case 'start':
        case undefined: {
          const started = await startVerification(account, { ...inputs, options });
          return { payload: started, summary: translate(red, 'status.codeSent', { who: String(started['to']) }) };
        }
        default:
          // An unknown operation never falls back to sending a code, which costs money.
          throw new TwilioError('INVALID_PARAMETER', `Verify has no operation ${preview(def.operation)}`, {
            hint: 'Choose start, check, cancel or createService in the node.',
          });
      }
    },
  });
}
