import assert from 'node:assert/strict';
import { onAccountCreated, type AccountNode } from '../../../lib/node-red/account-node';
import { useStore } from '../../../lib/node-red/account-store';
import { listenedUrls } from '../../../lib/node-red/number-webhooks';
import { removeHub } from '../../../lib/node-red/step-hub';
import { findHub } from '../../../lib/node-red/step-hubs';
import { MemoryStore } from '../../../lib/store/memory-store';
import type { RestResponse } from '../../../simulator';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger, twiml } from '../../support/flows';
import { LastingStore } from '../../support/lasting-store';
import { load, type Loaded } from '../../support/loaded';
import { gather } from '../../support/step-flows';
import { testCall, verbs } from './call-of-test';

const flows = [
  tab,
  real(),
  catcher,
  sink(),
  sink('caught'),
  sink('nothing'),
  sink('gone'),
  trigger('call-in', { id: 'steps', filterTo: '+14155550100', respond: 'flow', deadline: 10, wires: [['gather']] }),
  gather('gather', [['nothing'], ['nothing'], ['gone']], { hungUp: true }),
  trigger('call-in', { id: 'plain', filterTo: '+14155550199', respond: 'flow', deadline: 10, wires: [['out']] }),
  twiml({ account: '', wires: [['nothing']] }),
];

describe('the end of a call', () => {
  let loaded: Loaded;
  /** What Twilio says of a call. */
  let answer: RestResponse;
  let forget: () => void;
  beforeEach(async () => {
    useStore('account', new LastingStore());
    forget = onAccountCreated((node) => {
      const { options } = node.account as unknown as { options: Record<string, unknown> };
      options['transport'] = () => Promise.resolve(answer);
    });
    loaded = await load(flows, REAL_CREDENTIALS);
  });
  afterEach(async () => {
    forget();
    await loaded.unload();
    removeHub('account');
    useStore('account', new MemoryStore());
  });

  for (const [what, response] of [
    ['the account does not have it any more', { statusCode: 404, body: { code: 20404, message: 'none', status: 404 } }],
    ['it has ended', { statusCode: 200, body: { status: 'completed', duration: '5' } }],
  ] as const) {
    it(`is asked for at once after a restart: ${what}`, async () => {
      const call = testCall(loaded.url);
      assert.match(verbs((await call.ring()).text), /^<Gather/);
      await loaded.unload();
      removeHub('account');
      answer = { ...response, headers: {} };
      loaded = await load(flows, REAL_CREDENTIALS);
      const { payload, twilio } = await loaded.arrival('gone');
      assert.deepEqual([payload, (twilio as Record<string, unknown>)['callSid']], ['hung-up', call.sid]);
    });
  }

  it('is listened to for numbers only while there are steps, and for a call that is left', async () => {
    answer = { statusCode: 200, headers: {}, body: { status: 'in-progress' } };
    const owner = () => loaded.node('account') as unknown as AccountNode;
    const statusUrl = () => listenedUrls(owner(), '+14155550100').status;
    assert.equal(statusUrl(), 'https://example.com/twilio/call-status');
    const call = testCall(loaded.url);
    await call.ring();
    // The account node stays as it is.
    const before = owner();
    await loaded.redeploy(
      flows.filter(({ id }) => id !== 'gather'),
      'nodes',
    );
    assert.equal(owner(), before);
    assert.equal(statusUrl(), undefined);
    assert.equal((await call.status('completed')).status, 200);
    assert.equal(findHub('account')?.sessions.get(call.sid)?.phase ?? 'ended', 'ended');
  });

  it('answers the open request of a call without steps, and its flow gets a clear error', async () => {
    const call = testCall(loaded.url);
    const ringing = call.ring({ To: '+14155550199' });
    const msg = await loaded.arrival('out');
    await call.status('completed');
    assert.equal(verbs((await ringing).text), '');
    loaded.node('twiml').receive({ ...msg, payload: '<Response><Say>Hello</Say></Response>' });
    const { error } = await loaded.arrival('caught');
    assert.equal((error as Record<string, unknown>)['code'], 'CALL_ENDED');
    assert.doesNotMatch(JSON.stringify(loaded.logged()), /DEADLINE/);
  });
});
