/** What the REST API does with queues and their members. */
import assert from 'node:assert/strict';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { simulatedTwilio } from '../support/simulated-twilio';
import { person } from './support';
import { agent, second, useQueue } from './queue-scene';

describe('a queue of the simulator by REST', () => {
  const { scene, from, heard, flow } = useQueue();

  it('is listed, changed and emptied by REST, as Twilio describes it', async () => {
    const { client, calls } = simulatedTwilio(scene.simulator);
    const made = await client.queues.create({ friendlyName: 'support', maxSize: 20 });
    await assert.rejects(client.queues.create({ friendlyName: 'support' }), { status: 400, code: 22003 });
    await assert.rejects(client.queues.create({ friendlyName: 'x'.repeat(65) }), { code: 20002 });
    await assert.rejects(client.queues(made.sid).update({ maxSize: 5001 }), { status: 400 });
    assert.equal((await client.queues(made.sid).update({ maxSize: 30 })).maxSize, 30);
    flow('<Enqueue waitUrl="wait" action="left">support</Enqueue>', '', {
      wait: '<Pause length="60"/>',
      elsewhere: '<Say>sent on</Say>',
    });
    const call = await from(person);
    await scene.pass(6000);
    const other = await from(second);
    await assert.rejects(client.queues(made.sid).remove(), { code: 22002 });
    const listed = await client.queues(made.sid).members.list();
    assert.deepEqual(
      listed.map(({ callSid, position, waitTime }) => [callSid, position, waitTime]),
      [
        [call.sid, 1, 6],
        [other.sid, 2, 0],
      ],
    );
    assert.equal((await client.queues(made.sid).members('Front').fetch()).callSid, call.sid);
    const fetched = await client.queues(made.sid).fetch();
    assert.deepEqual([fetched.currentSize, fetched.averageWaitTime], [2, 3]);
    const url = 'https://flows.example.com/twilio/elsewhere';
    await client.queues(made.sid).members('Front').update({ url });
    await scene.simulator.settled();
    assert.equal(heard(call).at(-1), 'Say: sent on');
    const { QueueResult, QueueTime } = scene.told('left')[0] ?? {};
    assert.deepEqual([QueueResult, QueueTime], ['redirected', '6']);
    await client.calls(other.sid).update({ twiml: '<Response><Say>also sent on</Say></Response>' });
    await scene.simulator.settled();
    assert.deepEqual([heard(other).at(-1), scene.told('left').length], ['Say: also sent on', 2]);
    assert.equal((await client.queues.list())[0]?.currentSize, 0);
    assert.equal(await client.queues(made.sid).remove(), true);
    await assert.rejects(client.queues(made.sid).fetch(), { status: 404 });
    assertAllDescribed(succeeded(calls));
  });

  it('lets a connected caller be redirected, and the agent continue', async () => {
    const { client } = simulatedTwilio(scene.simulator);
    flow('<Enqueue action="left">support</Enqueue>', '<Dial action="dialled"><Queue>support</Queue></Dial>');
    const call = await from(person);
    await from(agent);
    await scene.pass(2000);
    await client.calls(call.sid).update({ twiml: '<Response><Say>sent on</Say></Response>' });
    await scene.simulator.settled();
    assert.equal(heard(call).at(-1), 'Say: sent on');
    assert.deepEqual(
      [scene.told('left')[0]?.['QueueResult'], scene.told('dialled')[0]?.['DialCallStatus']],
      ['redirected-from-bridged', 'completed'],
    );
  });
});
