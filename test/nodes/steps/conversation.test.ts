import assert from 'node:assert/strict';
import { removeHub } from '../../../lib/node-red/step-hub';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { gather, hangUp, say } from '../../support/step-flows';
import { testCall, verbs, type TestCall } from './call-of-test';

let loaded: Loaded;
let call: TestCall;

const flows = (...nodes: Parameters<typeof load>[0]) => [
  tab,
  real(),
  catcher,
  sink(),
  sink('nothing'),
  sink('caught'),
  ...nodes,
];
const start = async (...nodes: Parameters<typeof load>[0]) => {
  loaded = await load(flows(...nodes), REAL_CREDENTIALS);
  call = testCall(loaded.url);
};
const callIn = (...next: string[]) => trigger('call-in', { respond: 'flow', deadline: 10, wires: [next] });

describe('a call through steps', () => {
  afterEach(async () => {
    await loaded.unload();
    // The calls of one test are not those of the next one.
    removeHub('account');
  });

  it('hears what is said and is asked in one document, and the input leaves with the message', async () => {
    await start(callIn('say'), say('say', ['gather']), gather('gather', [['out', 'bye'], ['nothing']]), say('bye'));
    const first = await call.ring();
    assert.match(
      verbs(first.text),
      /^<Say>Hello<\/Say><Gather input="dtmf" action="[^"]*node=gather&amp;n=1" method="POST" actionOnEmptyResult="true"\/><Redirect method="POST">[^<]*node=gather&amp;n=1<\/Redirect>$/,
    );
    const second = await call.comeBack(first.text, { Digits: '42', FinishedOnKey: '#' });
    assert.equal(verbs(second.text), '<Say>Hello</Say>');
    const { payload, topic, twilio } = await loaded.arrival('out');
    assert.deepEqual([payload, topic], ['42', '+14155550123']);
    const event = twilio as Record<string, unknown>;
    assert.deepEqual(
      [event['event'], event['callSid'], event['digits'], event['finishedOnKey'], event['status'], event['from']],
      ['gather', call.sid, '42', '#', 'in-progress', '+14155550123'],
    );
    assert.equal((event['raw'] as Record<string, unknown>)['Digits'], '42');
  });

  it('keeps every property of the message, also one that JSON does not have', async () => {
    await start(callIn('before'), sink('before'), gather('gather', [['out'], ['nothing']]));
    const answer = call.ring();
    const message = await loaded.arrival('before');
    message['order'] = { bytes: Buffer.from('a'), call: () => undefined };
    loaded.node('gather').receive(message);
    void call.comeBack((await answer).text, { Digits: '1' });
    const order = (await loaded.arrival('out'))['order'] as Record<string, unknown>;
    assert.deepEqual(order['bytes'], Buffer.from('a'));
    assert.equal(typeof order['call'], 'function');
  });

  it('leaves by the second output when the caller enters nothing', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]));
    const first = await call.ring();
    const second = await call.comeBack(first.text, { Digits: '' });
    assert.equal((await loaded.arrival('nothing'))['payload'], '');
    assert.equal(second.text, '<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });

  it('answers a repeated and an old request with the same document, and runs the flow once', async () => {
    await start(
      callIn('first'),
      gather('first', [['second', 'out'], ['nothing']]),
      gather('second', [['out'], ['nothing']]),
    );
    const first = await call.ring();
    const second = await call.comeBack(first.text, { Digits: '1' });
    await loaded.arrival('out');
    const third = call.comeBack(second.text, { Digits: '2' });
    assert.equal((await loaded.arrival('out'))['payload'], '2');
    await third;
    // Another delivery of the first one, with other parameters.
    const repeated = await call.comeBack(first.text, { Digits: '1' });
    assert.equal(repeated.text, second.text);
    assert.equal((await call.ring()).text, first.text);
    // The next message is the one of another call.
    const other = testCall(loaded.url);
    void other.comeBack((await other.ring()).text, { Digits: '3' });
    assert.equal((await loaded.arrival('out'))['payload'], '3');
  });

  it('drops the message when the caller hangs up, or sends it by the last output', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]));
    await call.ring();
    await loaded.statusOf('gather', 'runtime.status.oneCall', 'blue');
    await call.status('completed');
    await loaded.statusOf('gather', 'runtime.status.last', 'green');
    await loaded.unload();
    await start(callIn('gather'), gather('gather', [['out'], ['nothing'], ['caught']], { hungUp: true }));
    await call.ring();
    await call.status('completed');
    const { payload, twilio } = await loaded.arrival('caught');
    assert.equal(payload, 'hung-up');
    assert.equal((twilio as Record<string, unknown>)['hungUp'], true);
  });

  it('goes on with the same message after a deployment in between', async () => {
    const nodes = [callIn('gather'), gather('gather', [['out'], ['nothing']])];
    await start(...nodes);
    const first = await call.ring();
    await loaded.redeploy(flows(...nodes.map((node) => ({ ...node, name: 'changed' }))));
    void call.comeBack(first.text, { Digits: '1' });
    assert.deepEqual((await loaded.arrival('out'))['payload'], '1');
  });

  it('goes on after a deployment that replaces the account node and not the steps', async () => {
    const nodes = flows(callIn('gather'), gather('gather', [['out'], ['nothing']]));
    loaded = await load(nodes, REAL_CREDENTIALS);
    call = testCall(loaded.url);
    const first = await call.ring();
    const isAccount = ({ type }: { type: string }) => type === 'twilio-config';
    await loaded.redeploy(
      nodes.map((node) => (isAccount(node) ? { ...node, name: 'changed' } : node)),
      'nodes',
    );
    void call.comeBack(first.text, { Digits: '1' });
    assert.equal((await loaded.arrival('out'))['payload'], '1');
  });

  it('hears the hold sound when the flow is slow, and then what the flow says', async () => {
    const slow = { id: 'slow', type: 'helper', z: 'tab', x: 0, y: 0, wires: [['say']] };
    await start(trigger('call-in', { respond: 'flow', deadline: 1, wires: [['slow']] }), slow, say('say'));
    const first = await call.ring();
    assert.match(verbs(first.text), /^<Pause length="2"\/><Redirect/);
    const msg = await loaded.arrival('slow');
    loaded.node('say').receive(msg);
    const second = await call.comeBack(first.text);
    assert.equal(verbs(second.text), '<Say>Hello</Say>');
  });

  it('answers a request that Twilio repeats while the flow still works, together with the first', async () => {
    const slow = { id: 'slow', type: 'helper', z: 'tab', x: 0, y: 0, wires: [['say']] };
    await start(callIn('gather'), gather('gather', [['slow'], ['nothing']]), slow, say('say'));
    const first = await call.ring();
    const answers = [call.comeBack(first.text, { Digits: '1' }), call.comeBack(first.text, { Digits: '1' })];
    loaded.node('say').receive(await loaded.arrival('slow'));
    const heard = await Promise.all(answers);
    assert.deepEqual(
      heard.map(({ text }) => verbs(text)),
      ['<Say>Hello</Say>', '<Say>Hello</Say>'],
    );
  });

  it('rejects a call that rings, and hangs up one that was answered', async () => {
    await start(callIn('hang-up'), hangUp('hang-up', ['out'], { reason: 'busy' }));
    assert.equal(verbs((await call.ring()).text), '<Reject reason="busy"/>');
    await loaded.unload();
    await start(callIn('say'), say('say', ['hang-up']), hangUp('hang-up', ['out'], { reason: 'busy' }));
    assert.equal(verbs((await call.ring()).text), '<Say>Hello</Say><Hangup/>');
    assert.equal((await loaded.arrival('out'))['payload'], '+14155550123');
  });

  it('lets the message leave when the caller has heard it', async () => {
    await start(callIn('say'), say('say', ['out'], { goOn: 'spoken' }));
    const first = await call.ring();
    void call.comeBack(first.text);
    assert.equal((await loaded.arrival('out'))['payload'], '+14155550123');
  });
});
