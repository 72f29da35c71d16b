import assert from 'node:assert/strict';
import Response from 'twilio/lib/http/response';
import { EMPTY_TWIML } from '../../lib/twiml/documents';
import { HttpClient } from '../../lib/account/http-client';
import { catcher, real, REAL_CREDENTIALS, reply, sendSms, sink, smsIn, tab, twiml } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { postSigned, sid } from '../support/twilio';

interface CaughtError {
  code: string;
  message: string;
  cause: { hint: string };
}

let loaded: Loaded;

const caught = async () => {
  const msg = await loaded.arrival('caught');
  return { msg, error: msg['error'] as CaughtError };
};
/** The warnings about an answer that was missed. */
const warnings = () => loaded.logged().filter(({ msg }) => /deadlineMissed|flowStopped/.test(msg));

describe('an open response while flows are deployed', () => {
  afterEach(() => loaded.unload());

  const flow = (more: Record<string, unknown> = {}, ...nodes: FlowNode[]) => [
    tab,
    real(),
    smsIn({ respond: 'flow', deadline: 14, ...more }),
    sink(),
    catcher,
    sink('caught'),
    ...nodes,
  ];

  it('is answered at once when the whole flow was stopped, and the new trigger reports it', async () => {
    loaded = await load(flow(), REAL_CREDENTIALS);
    const answer = postSigned(loaded.url, { Body: 'hello' });
    await loaded.arrival('out');
    await loaded.redeploy(flow());
    const { text, sent } = await answer;
    assert.equal(text, EMPTY_TWIML);
    const { msg, error } = await caught();
    assert.equal(error.code, 'DEADLINE_MISSED');
    assert.match(error.message, /stopped by a deployment/);
    assert.match(error.message, new RegExp(sent['MessageSid'] ?? ''));
    assert.equal(msg['payload'], 'hello');
    await loaded.statusOf('in', 'runtime.status.deadlineMissed', 'yellow');
    assert.equal(warnings().length, 1);
  });

  it('is answered at once when "modified flows" or "modified nodes" stop all nodes of the flow', async () => {
    for (const type of ['flows', 'nodes'] as const) {
      loaded = await load(flow({ wires: [['seen']] }, sink('seen')), REAL_CREDENTIALS);
      const answer = postSigned(loaded.url, { Body: 'hello' });
      await loaded.arrival('seen');
      await loaded.redeploy(flow({ name: 'changed', wires: [['seen']] }, { ...sink('seen'), name: 'changed' }), type);
      assert.equal((await answer).text, EMPTY_TWIML, type);
      assert.match((await caught()).error.message, /stopped by a deployment/);
      await loaded.unload();
    }
    loaded = await load(flow(), REAL_CREDENTIALS);
  });

  it('stays open when a node of the flow continues, which may have the message', async () => {
    const flows = (name: string) => flow({ name }, reply({ account: '', wires: [] }));
    loaded = await load(flows('before'), REAL_CREDENTIALS);
    const answer = postSigned(loaded.url, { Body: 'hello' });
    const msg = await loaded.arrival('out');
    await loaded.redeploy(flows('after'), 'nodes');
    loaded.node('reply').receive({ ...msg, payload: 'still here' });
    assert.match((await answer).text, /<Body>still here<\/Body>/);
    assert.deepEqual(warnings(), []);
  });

  it('stays open when the deployment changes another flow', async () => {
    const other = (name: string) => [
      { id: 'tab2', type: 'tab', label: name },
      { ...sink('other'), z: 'tab2', name },
    ];
    loaded = await load(flow({}, reply({ wires: [] }), ...other('before')), REAL_CREDENTIALS);
    const answer = postSigned(loaded.url, { Body: 'hello' });
    const msg = await loaded.arrival('out');
    await loaded.redeploy(flow({}, reply({ wires: [] }), ...other('after')), 'flows');
    loaded.node('reply').receive({ ...msg, payload: 'still here' });
    assert.match((await answer).text, /<Body>still here<\/Body>/);
  });

  it('is reported in the log when its trigger was deleted', async () => {
    loaded = await load(flow(), REAL_CREDENTIALS);
    const answer = postSigned(loaded.url, { Body: 'hello' });
    await loaded.arrival('out');
    await loaded.redeploy(flow().filter(({ id }) => id !== 'in'));
    assert.equal((await answer).text, EMPTY_TWIML);
    assert.deepEqual(
      warnings().map(({ id }) => id),
      ['in'],
    );
  });

  it('is reported once, by the new trigger, when it stays open and its deadline passes later', async () => {
    const flows = (name: string) => flow({ name, deadline: 1 });
    loaded = await load(flows('before'), REAL_CREDENTIALS);
    const answer = postSigned(loaded.url, { Body: 'hello' });
    await loaded.arrival('out');
    await loaded.redeploy(flows('after'), 'nodes');
    assert.equal((await answer).text, EMPTY_TWIML);
    const { error } = await caught();
    assert.match(error.message, /before the deadline/);
    assert.equal(warnings().length, 1);
  });

  describe('stays open for a message that an action hands over to the new flow', () => {
    const { send } = HttpClient.prototype;
    let release: () => void;
    beforeEach(() => {
      const open = new Promise<void>((resolve) => (release = resolve));
      // Also for the account that the deployment creates.
      HttpClient.prototype.send = async <T>() => {
        await open;
        return new Response(201, { sid: sid('SM') } as T, {});
      };
    });
    afterEach(() => {
      HttpClient.prototype.send = send;
    });

    it('and the new flow answers it', async () => {
      const flows = flow(
        { wires: [['send', 'out']] },
        sendSms({ to: '+14155550199', toType: 'str', wires: [['change']] }),
        {
          ...twiml({ id: 'change', twiml: '<Response><Message>done</Message></Response>', twimlType: 'str' }),
          wires: [],
        },
      );
      loaded = await load(flows, REAL_CREDENTIALS);
      const answer = postSigned(loaded.url, { Body: 'hello' });
      await loaded.arrival('out');
      const deployed = loaded.redeploy(flows);
      release();
      await deployed;
      assert.match((await answer).text, /done/);
      assert.deepEqual(warnings(), []);
    });
  });
});
