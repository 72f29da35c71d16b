/** A "rest api" node on the simulator. */
import { removeHub } from '../../lib/node-red/step-hub';
import { sendSms, sink } from '../support/flows';
import { runAction } from '../support/run-action';

export const TO = '+14155550123';

/** Fields of a node that takes its parameters from the message. */
export const withParameters = { parameters: 'parameters', parametersType: 'msg' };

/** Gives the tests of a `describe` a node each. */
export function useApi() {
  // Calls of earlier tests would listen to the status of calls.
  before(() => {
    removeHub('account');
  });
  const node = runAction('api');
  const { start, loaded } = node;

  /** A rest api node, and messages that were sent before it asks. */
  async function startWithMessages(fields: Record<string, unknown>, count = 3): Promise<string[]> {
    await start(fields, undefined, {}, [sendSms({ wires: [['sent']] }), sink('sent')]);
    const sids: string[] = [];
    for (let index = 1; index <= count; index += 1) {
      loaded()
        .node('send')
        .receive({ to: TO, payload: `text ${String(index)}` });
      const { payload: message } = await loaded().arrival('sent');
      sids.push(String((message as Record<string, unknown>)['sid']));
    }
    return sids;
  }

  return { ...node, startWithMessages };
}
