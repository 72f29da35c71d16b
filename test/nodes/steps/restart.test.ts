import assert from 'node:assert/strict';
import { useStore } from '../../../lib/node-red/account-store';
import { removeHub } from '../../../lib/node-red/step-hub';
import { MemoryStore } from '../../../lib/store/memory-store';
import { LastingStore } from '../../support/lasting-store';
import { real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { gather, say } from '../../support/step-flows';
import { testCall, verbs, type TestCall } from './call-of-test';

const flows = [
  tab,
  real(),
  sink('before'),
  sink(),
  sink('nothing'),
  trigger('call-in', { respond: 'flow', deadline: 10, wires: [['before']] }),
  gather('gather', [['out', 'say'], ['nothing']]),
  say('say', ['next']),
  gather('next', [['nothing'], ['nothing']]),
];

let loaded: Loaded;
let call: TestCall;

/** Loses everything that is in memory. */
const restart = async () => {
  await loaded.unload();
  removeHub('account');
  loaded = await load(flows, REAL_CREDENTIALS);
  call = testCall(loaded.url, call.sid);
};

/** Brings a call into "gather". @returns the document that Twilio got */
const ask = async (): Promise<string> => {
  const answer = call.ring();
  const message = await loaded.arrival('before');
  loaded.node('gather').receive({ ...message, order: 7 });
  return (await answer).text;
};

describe('a call during a restart', () => {
  beforeEach(async () => {
    useStore('account', new LastingStore());
    loaded = await load(flows, REAL_CREDENTIALS);
    call = testCall(loaded.url);
  });
  afterEach(async () => {
    await loaded.unload();
    removeHub('account');
    useStore('account', new MemoryStore());
  });

  it('goes on with its message, which was in the store', async () => {
    const document = await ask();
    await restart();
    const answer = call.comeBack(document, { Digits: '1' });
    const { payload, order, topic } = await loaded.arrival('out');
    assert.deepEqual([payload, order, topic], ['1', 7, '+14155550123']);
    assert.match(verbs((await answer).text), /^<Say>Hello<\/Say><Gather/);
  });

  it('goes on from the right output when nothing is in the store', async () => {
    const document = await ask();
    useStore('account', new LastingStore());
    await restart();
    void call.comeBack(document, { Digits: '1' });
    const { payload, order, topic, twilio } = await loaded.arrival('out');
    assert.deepEqual([payload, order, topic], ['1', undefined, '+14155550123']);
    assert.equal((twilio as Record<string, unknown>)['callSid'], call.sid);
  });

  it('does not run the flow again for a request that was answered before', async () => {
    const document = await ask();
    const first = await call.comeBack(document, { Digits: '1' });
    await loaded.arrival('out');
    await restart();
    const other = testCall(loaded.url);
    assert.equal((await call.comeBack(document, { Digits: '1' })).text, first.text);
    void other.comeBack(document, { Digits: '2' });
    assert.equal((await loaded.arrival('out'))['payload'], '2');
  });
});
