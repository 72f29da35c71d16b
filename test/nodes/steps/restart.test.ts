import assert from 'node:assert/strict';
import { useStore } from '../../../lib/node-red/account-store';
import { LastingStore } from '../../support/lasting-store';
import { real, sink, tab, trigger } from '../../support/flows';
import { gather, say } from '../../support/step-flows';
import { testCall, verbs } from './call-of-test';
import { useRestarts } from './restart-scene';

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

describe('a call during a restart', () => {
  const scene = useRestarts();
  const { restart } = scene;

  beforeEach(() => scene.begin(flows));

  /** Brings a call into "gather". @returns the document that Twilio got */
  const ask = async (): Promise<string> => {
    const answer = scene.call.ring();
    const message = await scene.loaded.arrival('before');
    scene.loaded.node('gather').receive({ ...message, order: 7 });
    return (await answer).text;
  };

  it('goes on with its message, which was in the store', async () => {
    const document = await ask();
    await restart();
    const answer = scene.call.comeBack(document, { Digits: '1' });
    const { payload, order, topic } = await scene.loaded.arrival('out');
    assert.deepEqual([payload, order, topic], ['1', 7, '+14155550123']);
    assert.match(verbs((await answer).text), /^<Say>Hello<\/Say><Gather/);
  });

  it('goes on from the right output when nothing is in the store', async () => {
    const document = await ask();
    useStore('account', new LastingStore());
    await restart();
    void scene.call.comeBack(document, { Digits: '1' });
    const { payload, order, topic, twilio } = await scene.loaded.arrival('out');
    assert.deepEqual([payload, order, topic], ['1', undefined, '+14155550123']);
    assert.equal((twilio as Record<string, unknown>)['callSid'], scene.call.sid);
  });

  it('does not run the flow again for a request that was answered before', async () => {
    const document = await ask();
    const first = await scene.call.comeBack(document, { Digits: '1' });
    await scene.loaded.arrival('out');
    await restart();
    const other = testCall(scene.loaded.url);
    assert.equal((await scene.call.comeBack(document, { Digits: '1' })).text, first.text);
    void other.comeBack(document, { Digits: '2' });
    assert.equal((await scene.loaded.arrival('out'))['payload'], '2');
  });
});
