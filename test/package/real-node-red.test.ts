import assert from 'node:assert/strict';
import { debug, reply, simulated, smsIn, tab } from '../support/flows';
import { startNodeRed, type RealNodeRed } from '../support/node-red';

/** A person's phone texts an own number; resolves once the webhook was answered. */
async function text(nodeRed: RealNodeRed, message: Record<string, unknown>): Promise<Record<string, unknown>> {
  const answer = await fetch(`${nodeRed.admin}/twilio/simulator/account/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: '+14155550123', to: '+14155550100', ...message }),
  });
  const said = await answer.text();
  assert.equal(answer.status, 200, said);
  return JSON.parse(said) as Record<string, unknown>;
}

interface State {
  messages: { from: string; to: string; body: string; status: string; direction: string }[];
}

const state = async (nodeRed: RealNodeRed): Promise<State> =>
  (await (await fetch(`${nodeRed.admin}/twilio/simulator/account/state`)).json()) as State;

describe('in a real Node-RED', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({
      flows: [
        tab,
        simulated(),
        smsIn({ respond: 'flow', wires: [['out', 'reply']] }),
        reply({ wires: [['replied']] }),
        debug(),
        debug('replied'),
      ],
    });
  });
  after(async () => {
    await nodeRed.stop();
  });

  it('a text from the phone runs the flow, and the reply comes back', async () => {
    await text(nodeRed, { body: 'Hallo 👋' });
    const message = (await nodeRed.debug('out')) as {
      payload: string;
      topic: string;
      twilio: { channel: string; raw: Record<string, string> };
    };
    assert.equal(message.payload, 'Hallo 👋');
    assert.equal(message.topic, '+14155550123');
    assert.equal(message.twilio.channel, 'sms');
    assert.equal(message.twilio.raw['Body'], 'Hallo 👋');
    await nodeRed.debug('replied');
    const replies = (await state(nodeRed)).messages.filter((found) => found.direction === 'outbound-reply');
    assert.deepEqual(
      replies.map(({ from, to, body }) => ({ from, to, body })),
      [{ from: '+14155550100', to: '+14155550123', body: 'Hallo 👋' }],
    );
  });
});
