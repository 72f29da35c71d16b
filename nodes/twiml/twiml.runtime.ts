import { createAction } from '../../lib/node-red/action';
import { whenDeployed } from '../../lib/node-red/deployment';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { answerWithTwiml } from './answer-with-twiml';

interface TwimlDef extends NodeDef {
  account?: string;
  /** Whether it also changes a call that already has its answer. */
  replaceLiveCall?: boolean;
}

/** Answers the message or call in `msg.twilio` with a TwiML document. */
export function create(red: Red, node: Node, def: TwimlDef): void {
  createAction(red, node, def, {
    inputs: ['twiml'],
    busy: 'status.sending',
    accountOptional: true,
    async run({ accountNode, inputs, msg }) {
      await whenDeployed(red);
      const { answered, resource } = await answerWithTwiml(msg['twilio'], inputs.twiml, {
        preferred: accountNode,
        replaceLiveCall: def.replaceLiveCall === true,
      });
      return { payload: resource, summary: translate(red, answered ? 'status.answered' : 'status.updated') };
    },
  });
}
