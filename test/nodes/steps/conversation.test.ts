import assert from 'node:assert/strict';
import { REAL_CREDENTIALS, sink, trigger } from '../../support/flows';
import { load } from '../../support/loaded';
import { gather, hangUp, say } from '../../support/step-flows';
import { testCall, verbs } from './call-of-test';
import { callIn, flows, useCall } from './call-scene';

describe('a call through steps', () => {
  const scene = useCall();
  const { start } = scene;

  it('hears what is said and is asked in one document, and the input leaves with the message', async () => {
    await start(callIn('say'), say('say', ['gather']), gather('gather', [['out', 'bye'], ['nothing']]), say('bye'));
    const first = await scene.call.ring();
    assert.match(
      verbs(first.text),
      /^<Say>Hello<\/Say><Gather input="dtmf" action="[^"]*node=gather&amp;n=1" method="POST" actionOnEmptyResult="true"\/><Redirect method="POST">[^<]*node=gather&amp;n=1<\/Redirect>$/,
    );
    const second = await scene.call.comeBack(first.text, { Digits: '42', FinishedOnKey: '#' });
    assert.equal(verbs(second.text), '<Say>Hello</Say>');
    const { payload, topic, twilio } = await scene.loaded.arrival('out');
    assert.deepEqual([payload, topic], ['42', '+14155550123']);
    const event = twilio as Record<string, unknown>;
    assert.deepEqual(
      [event['event'], event['callSid'], event['digits'], event['finishedOnKey'], event['status'], event['from']],
      ['gather', scene.call.sid, '42', '#', 'in-progress', '+14155550123'],
    );
    assert.equal((event['raw'] as Record<string, unknown>)['Digits'], '42');
  });

  it('keeps every property of the message, also one that JSON does not have', async () => {
    await start(callIn('before'), sink('before'), gather('gather', [['out'], ['nothing']]));
    const answer = scene.call.ring();
    const message = await scene.loaded.arrival('before');
    message['order'] = { bytes: Buffer.from('a'), call: () => undefined };
    scene.loaded.node('gather').receive(message);
    void scene.call.comeBack((await answer).text, { Digits: '1' });
    const order = (await scene.loaded.arrival('out'))['order'] as Record<string, unknown>;
    assert.deepEqual(order['bytes'], Buffer.from('a'));
    assert.equal(typeof order['call'], 'function');
  });

  it('leaves by the second output when the caller enters nothing', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]));
    const first = await scene.call.ring();
    const second = await scene.call.comeBack(first.text, { Digits: '' });
    assert.equal((await scene.loaded.arrival('nothing'))['payload'], '');
    assert.equal(second.text, '<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });

  it('answers a repeated and an old request with the same document, and runs the flow once', async () => {
    await start(
      callIn('first'),
      gather('first', [['second', 'out'], ['nothing']]),
      gather('second', [['out'], ['nothing']]),
    );
    const first = await scene.call.ring();
    const second = await scene.call.comeBack(first.text, { Digits: '1' });
    await scene.loaded.arrival('out');
    const third = scene.call.comeBack(second.text, { Digits: '2' });
    assert.equal((await scene.loaded.arrival('out'))['payload'], '2');
    await third;
    // Another delivery of the first one, with other parameters.
    const repeated = await scene.call.comeBack(first.text, { Digits: '1' });
    assert.equal(repeated.text, second.text);
    assert.equal((await scene.call.ring()).text, first.text);
    // The next message is the one of another call.
    const other = testCall(scene.loaded.url);
    void other.comeBack((await other.ring()).text, { Digits: '3' });
    assert.equal((await scene.loaded.arrival('out'))['payload'], '3');
  });

  it('drops the message when the caller hangs up, or sends it by the last output', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]));
    await scene.call.ring();
    await scene.loaded.statusOf('gather', 'runtime.status.oneCall', 'blue');
    await scene.call.status('completed');
    await scene.loaded.statusOf('gather', 'runtime.status.last', 'green');
    await scene.loaded.unload();
    await start(callIn('gather'), gather('gather', [['out'], ['nothing'], ['caught']], { hungUp: true }));
    await scene.call.ring();
    await scene.call.status('completed');
    const { payload, twilio } = await scene.loaded.arrival('caught');
    assert.equal(payload, 'hung-up');
    assert.equal((twilio as Record<string, unknown>)['hungUp'], true);
  });

  it('goes on with the same message after a deployment in between', async () => {
    const nodes = [callIn('gather'), gather('gather', [['out'], ['nothing']])];
    await start(...nodes);
    const first = await scene.call.ring();
    await scene.loaded.redeploy(flows(...nodes.map((node) => ({ ...node, name: 'changed' }))));
    void scene.call.comeBack(first.text, { Digits: '1' });
    assert.deepEqual((await scene.loaded.arrival('out'))['payload'], '1');
  });

  it('goes on after a deployment that replaces the account node and not the steps', async () => {
    const nodes = flows(callIn('gather'), gather('gather', [['out'], ['nothing']]));
    scene.loaded = await load(nodes, REAL_CREDENTIALS);
    scene.call = testCall(scene.loaded.url);
    const first = await scene.call.ring();
    const isAccount = ({ type }: { type: string }) => type === 'twilio-config';
    await scene.loaded.redeploy(
      nodes.map((node) => (isAccount(node) ? { ...node, name: 'changed' } : node)),
      'nodes',
    );
    void scene.call.comeBack(first.text, { Digits: '1' });
    assert.equal((await scene.loaded.arrival('out'))['payload'], '1');
  });

  it('hears the hold sound when the flow is slow, and then what the flow says', async () => {
    const slow = { id: 'slow', type: 'helper', z: 'tab', x: 0, y: 0, wires: [['say']] };
    await start(trigger('call-in', { respond: 'flow', deadline: 1, wires: [['slow']] }), slow, say('say'));
    const first = await scene.call.ring();
    assert.match(verbs(first.text), /^<Pause length="2"\/><Redirect/);
    const msg = await scene.loaded.arrival('slow');
    scene.loaded.node('say').receive(msg);
    const second = await scene.call.comeBack(first.text);
    assert.equal(verbs(second.text), '<Say>Hello</Say>');
  });

  it('answers a request that Twilio repeats while the flow still works, together with the first', async () => {
    const slow = { id: 'slow', type: 'helper', z: 'tab', x: 0, y: 0, wires: [['say']] };
    await start(callIn('gather'), gather('gather', [['slow'], ['nothing']]), slow, say('say'));
    const first = await scene.call.ring();
    const answers = [
      scene.call.comeBack(first.text, { Digits: '1' }),
      scene.call.comeBack(first.text, { Digits: '1' }),
    ];
    scene.loaded.node('say').receive(await scene.loaded.arrival('slow'));
    const heard = await Promise.all(answers);
    assert.deepEqual(
      heard.map(({ text }) => verbs(text)),
      ['<Say>Hello</Say>', '<Say>Hello</Say>'],
    );
  });

  it('rejects a call that rings, and hangs up one that was answered', async () => {
    await start(callIn('hang-up'), hangUp('hang-up', ['out'], { reason: 'busy' }));
    assert.equal(verbs((await scene.call.ring()).text), '<Reject reason="busy"/>');
    await scene.loaded.unload();
    await start(callIn('say'), say('say', ['hang-up']), hangUp('hang-up', ['out'], { reason: 'busy' }));
    assert.equal(verbs((await scene.call.ring()).text), '<Say>Hello</Say><Hangup/>');
    assert.equal((await scene.loaded.arrival('out'))['payload'], '+14155550123');
  });

  it('lets the message leave when the caller has heard it', async () => {
    await start(callIn('say'), say('say', ['out'], { goOn: 'spoken' }));
    const first = await scene.call.ring();
    void scene.call.comeBack(first.text);
    assert.equal((await scene.loaded.arrival('out'))['payload'], '+14155550123');
  });
});
