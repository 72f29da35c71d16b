import { createAction } from '../../lib/node-red/action';
import { whenDeployed } from '../../lib/node-red/deployment';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { PAYLOAD } from '../../lib/node-red/typed-inputs';
import { answerMessage } from './answer-message';

/** Answers the incoming message in `msg.twilio`. */
export function create(red: Red, node: Node, def: NodeDef & { account?: string }): void {
  createAction(red, node, def, {
    inputs: ['body', 'media'],
    missing: { body: PAYLOAD },
    busy: 'status.sending',
    accountOptional: true,
    async run({ accountNode, inputs, msg }) {
      await whenDeployed(red);
      const message = await answerMessage(msg['twilio'], inputs, accountNode);
      return { payload: message, summary: translate(red, 'status.replied', { who: String(message['to']) }) };
    },
  });
}
