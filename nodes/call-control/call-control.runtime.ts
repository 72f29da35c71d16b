import { TwilioError } from '../../lib/errors/twilio-error';
import type { AccountFields } from '../../lib/node-red/account-choice';
import { createAction } from '../../lib/node-red/action';
import type { AccountNode } from '../../lib/node-red/account-node';
import { whenDeployed } from '../../lib/node-red/deployment';
import { translate, type Node, type NodeDef, type NodeMessage, type Red } from '../../lib/node-red/red';
import { accountOfCall } from '../../lib/node-red/step-call';
import { isObject, preview, textMember } from '../../lib/validation/objects';
import { CALL_OPERATIONS, controlCall, type CallOperation } from './control-call';
import { CONFERENCE_OPERATIONS, controlConference, type ConferenceOperation } from './control-conference';

interface CallControlDef extends NodeDef, AccountFields {
  operation?: CallOperation | ConferenceOperation;
  /** Who hears an announcement. */
  announceTo?: 'all' | 'participant';
  /** What a call is transferred to: an address (the default), or a document. */
  transferTo?: 'address' | 'twiml';
}

/** The TypedInputs that an operation has besides the call. */
const INPUTS = {
  transfer: ['to'],
  say: ['text'],
  play: ['url'],
  'send-digits': ['digits'],
  participants: ['conference'],
  hold: ['conference', 'url'],
  unhold: ['conference'],
  mute: ['conference'],
  unmute: ['conference'],
  remove: ['conference'],
  announce: ['conference', 'url'],
} as const satisfies Partial<Record<CallOperation | ConferenceOperation, readonly string[]>>;

type Input = 'callSid' | 'to' | 'twiml' | 'text' | 'url' | 'digits' | 'conference';

/**
 * The account node that has the call or the conference.
 * @param chosen the node's own account, or the one that `msg.account` names
 */
function ownerOf(
  chosen: AccountNode | undefined,
  account: string | undefined,
  msg: NodeMessage,
  sid: unknown,
): AccountNode {
  const twilio: unknown = msg['twilio'];
  const accountSid = chosen?.account.accountSid ?? textMember(isObject(twilio) ? twilio : {}, 'accountSid');
  const callSid = typeof sid === 'string' ? sid.trim() : '';
  const isSet = chosen !== undefined || (account !== undefined && account !== '');
  return accountOfCall({ accountSid, callSid, from: '', to: '', direction: '', status: '' }, chosen, isSet);
}

/** Changes a live call or a conference. */
export function create(red: Red, node: Node, def: CallControlDef): void {
  const { operation = 'hang-up' } = def;
  const isOfCall = (word: string): word is CallOperation => CALL_OPERATIONS.some((one) => one === word);
  const isOfConference = (word: string): word is ConferenceOperation =>
    CONFERENCE_OPERATIONS.some((one) => one === word);
  const isForAll = def.announceTo !== 'participant';
  // The fields that the form hides are not read.
  const hasCall = operation !== 'participants' && !(operation === 'announce' && isForAll);
  const hasDocument = operation === 'transfer' && def.transferTo === 'twiml';
  const known: readonly Input[] = Object.hasOwn(INPUTS, operation) ? INPUTS[operation as keyof typeof INPUTS] : [];
  const further: readonly Input[] = hasDocument ? ['twiml'] : known;
  createAction<Input>(red, node, def, {
    inputs: hasCall ? ['callSid', ...further] : further,
    missing: { callSid: { value: 'twilio.callSid', type: 'msg' } },
    busy: 'status.asking',
    accountOptional: true,
    takesChosenAccount: true,
    about: ({ callSid, conference }) => `${operation} ${preview(callSid ?? conference)}`,
    async run({ accountNode, inputs, msg }) {
      await whenDeployed(red);
      const owner = ownerOf(accountNode, def.account, msg, inputs.callSid);
      let result: object | undefined;
      if (isOfCall(operation)) {
        result = await controlCall(owner, operation, inputs, hasDocument ? 'twiml' : 'address');
      } else if (isOfConference(operation)) {
        result = await controlConference(owner.account, operation, inputs, isForAll);
      } else {
        throw new TwilioError('INVALID_PARAMETER', `There is no operation ${preview(operation)}`, {
          hint: 'Choose the operation in the node again.',
        });
      }
      const summary = Array.isArray(result)
        ? translate(red, 'status.found', { count: result.length })
        : translate(red, operation === 'hang-up' ? 'status.hungUp' : 'status.done');
      return { payload: result ?? msg.payload, summary };
    },
  });
}
