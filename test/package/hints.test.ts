import assert from 'node:assert/strict';
import { debug, sendSms, simulated, tab } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const MESSAGE = '"nobody" is not a phone number in E.164 format';
const HINT = /Write it with a plus sign|E\.164/;

/** A button that sends to nobody, on a tab of its own. */
const failing = (id: string): FlowNode[] => [
  { ...tab, id },
  { id: `inject-${id}`, type: 'inject', z: id, x: 0, y: 0, props: [], wires: [[`send-${id}`]] },
  sendSms({ id: `send-${id}`, z: id, to: 'nobody', toType: 'str', body: 'x', bodyType: 'str', wires: [[]] }),
];

describe('the hint of an error, in a real Node-RED', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({
      flows: [
        simulated(),
        ...failing('uncaught'),
        ...failing('caught'),
        { id: 'catch', type: 'catch', z: 'caught', x: 0, y: 0, scope: null, uncaught: false, wires: [['error']] },
        debug('error', { z: 'caught', complete: 'error', targetType: 'msg' }),
      ],
    });
  });
  after(() => nodeRed.stop());
  const press = async (id: string): Promise<void> => {
    assert.equal((await fetch(`${nodeRed.admin}/inject/inject-${id}`, { method: 'POST' })).status, 200);
  };

  it('is in the log and in the debug pane when no Catch node takes the error', async () => {
    await press('uncaught');
    const line = await nodeRed.printed(/\[error\] \[twilio-send-sms:send-uncaught\]/);
    assert.ok(line.includes(`${MESSAGE}. `), line);
    const [, hint = ''] = line.split(`${MESSAGE}. `);
    assert.match(hint, HINT);
    const { data } = await nodeRed.told(
      ({ topic, data }) => topic === 'debug' && Reflect.get(data as object, 'format') === 'error',
    );
    const shown = JSON.parse(String(Reflect.get(data as object, 'msg'))) as {
      data: { name: string; message: string; code: string };
    };
    assert.equal(shown.data.message, `${MESSAGE}. ${hint}`);
    assert.equal(shown.data.code, 'INVALID_RECIPIENT');
  });

  it('is apart from the message for a Catch node', async () => {
    await press('caught');
    const error = (await nodeRed.debug('error')) as { message: string; code: string; cause: { hint: string } };
    assert.equal(error.message, MESSAGE);
    assert.equal(error.code, 'INVALID_RECIPIENT');
    assert.match(error.cause.hint, HINT);
    assert.doesNotMatch(nodeRed.output(), /send-caught/);
  });
});
