/** The node "twiml": answers of the flow to calls and messages, and changes of live calls. */
import assert from 'node:assert/strict';
import { real, REAL_CREDENTIALS, sink, tab, trigger, twiml, catcher } from '../support/flows';
import { load } from '../support/loaded';
import { postEvent, sid } from '../support/twilio';
import { useCallTriggers } from './call-triggers-scene';

describe('twiml', () => {
  const scene = useCallTriggers();
  const { start } = scene;

  const answer = async (msg: Record<string, unknown>) => {
    scene.loaded.node('twiml').receive(msg);
    return scene.loaded.arrival('caught');
  };

  it('does not change an answered live call when it is set so', async () => {
    await start(twiml({ replaceLiveCall: false }), catcher, sink('caught'));
    const { accountSid } = (scene.loaded.node('account') as unknown as { account: { accountSid: string } }).account;
    const { error } = await answer({ payload: '<Response/>', twilio: { callSid: sid('CA'), accountSid } });
    assert.equal((error as Record<string, unknown>)['code'], 'ALREADY_ANSWERED');
  });

  it('updates a live call by REST when no webhook is open', async () => {
    await start(twiml());
    const asked: Record<string, unknown>[] = [];
    const { account } = scene.loaded.node('account') as unknown as {
      account: { accountSid: string; options: Record<string, unknown> };
    };
    account.options['transport'] = (request: Record<string, unknown>) => {
      asked.push(request);
      return Promise.resolve({ statusCode: 200, body: { sid: 'CA1', status: 'in-progress' } });
    };
    const document = '<Response><Hangup/></Response>';
    scene.loaded
      .node('twiml')
      .receive({ payload: document, twilio: { callSid: sid('CA'), accountSid: account.accountSid } });
    const { payload } = await scene.loaded.arrival('out');
    assert.equal((payload as Record<string, unknown>)['status'], 'in-progress');
    assert.deepEqual(asked[0]?.['data'], { Twiml: document });
  });

  it('waits while its account is redeployed, as webhooks do', async () => {
    // "Modified nodes": the twiml node stays, and the account node is replaced.
    const flows = (name: string) => [
      tab,
      real({ name }),
      trigger('call-in', { respond: 'flow' }),
      twiml({ wires: [['answered']] }),
      sink(),
      sink('answered'),
    ];
    scene.loaded = await load(flows('before'), REAL_CREDENTIALS);
    const call = { CallSid: sid('CA'), CallStatus: 'ringing', Direction: 'inbound', From: '+14155550123', To: '+1415' };
    const response = postEvent(scene.loaded.url, 'call', call);
    const msg = await scene.loaded.arrival('out');
    const node = scene.loaded.node('twiml');
    scene.loaded.onceStopping(() => {
      // The account node is closed by then, and its successor is not there yet.
      setImmediate(() => {
        node.receive({ ...msg, payload: '<Response><Say>after the deployment</Say></Response>' });
      });
    });
    await scene.loaded.redeploy(flows('after'), 'nodes');
    assert.match((await response).text, /<Say>after the deployment<\/Say>/);
    await scene.loaded.arrival('answered');
  });

  it('reports a missing message, a missing document, a verb of the other kind, and a late answer to a message', async () => {
    await start(twiml(), catcher, sink('caught'));
    const { accountSid } = (scene.loaded.node('account') as unknown as { account: { accountSid: string } }).account;
    const message = { messageSid: sid('SM'), accountSid };
    for (const [msg, code] of [
      [{ payload: '<Response/>' }, 'INVALID_MESSAGE'],
      [{ payload: '', twilio: message }, 'INVALID_TWIML'],
      [{ payload: { a: 1 }, twilio: message }, 'INVALID_TWIML'],
      [{ payload: '<Response><Say/></Response>', twilio: message }, 'INVALID_TWIML'],
      [{ payload: '<Response/>', twilio: message }, 'TIMEOUT'],
      [{ payload: '<Response/>', twilio: { ...message, accountSid: 'AC0' } }, 'INVALID_CONNECTION_SETTINGS'],
    ] as const) {
      const { error } = await answer(msg);
      assert.equal((error as Record<string, unknown>)['code'], code, JSON.stringify(msg));
    }
  });
});
