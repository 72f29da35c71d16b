import assert from 'node:assert/strict';
import { debug, sendSms, simulated, tab } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const at = { z: 'tab', x: 0, y: 0 };

/** A flow that sends slowly, with a button for each of these recipients, and a Catch node. */
const flow = (recipients: unknown[], name: string): FlowNode[] => [
  { ...tab, label: name },
  simulated({ sendRate: 2 }),
  ...recipients.map((to, index) => ({
    id: `button${String(index)}`,
    type: 'inject',
    ...at,
    props: [
      { p: 'to', v: JSON.stringify(to), vt: 'json' },
      { p: 'payload', v: 'hello', vt: 'str' },
    ],
    wires: [['send']],
  })),
  sendSms({ wires: [['out']] }),
  debug(),
  { id: 'catch', type: 'catch', ...at, scope: null, uncaught: false, wires: [['caught']] },
  debug('caught'),
];

interface State {
  messages: { to: string }[];
}

describe('a flow that is deployed while messages wait for their turn', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(() => nodeRed.stop());

  const press = async (index: number): Promise<void> => {
    const answer = await fetch(`${nodeRed.admin}/inject/button${String(index)}`, { method: 'POST' });
    assert.equal(answer.status, 200);
  };
  const sentTo = async (): Promise<string[]> => {
    const answer = await fetch(`${nodeRed.admin}/twilio/simulator/account/state`);
    return ((await answer.json()) as State).messages.map(({ to }) => to);
  };
  const number = (index: number) => `+1415555012${String(index)}`;

  it('shows how many wait, and says in the log which of them were not sent', async () => {
    const numbers = [0, 1, 2, 3, 4].map(number);
    await nodeRed.deploy(flow(numbers, 'before'));
    await nodeRed.printed(/Started flows/);
    for (const index of numbers.keys()) await press(index);
    await nodeRed.debug('out');
    await nodeRed.status('send', /^sending 3$/);
    await nodeRed.deploy(flow(numbers, 'after'));
    await nodeRed.printed(/Started flows/);
    const sent = await sentTo();
    const notSent = numbers.filter((to) => !sent.includes(to));
    assert.ok(notSent.length >= 2, JSON.stringify(sent));
    for (const to of notSent) {
      const line = await nodeRed.printed(new RegExp(`may go no further: to \\${to}: It had to wait`));
      assert.match(line, /\[error\]/);
    }
  });

  it('says of a list how many got it', async () => {
    const list = [5, 6, 7, 8].map(number);
    await nodeRed.deploy(flow([list], 'a list'));
    await nodeRed.printed(/Started flows/);
    await press(0);
    await nodeRed.status('send', /^sending 2$/);
    await nodeRed.deploy(flow([list], 'another list'));
    await nodeRed.printed(/may go no further: .*sent to [23] of 4/);
  });
});
