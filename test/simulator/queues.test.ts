/** Callers in a queue: how they wait, leave, and are rejected, and what the flow is told. */
import assert from 'node:assert/strict';
import { simulatedTwilio } from '../support/simulated-twilio';
import { person, twiml } from './support';
import { agent, second, useQueue } from './queue-scene';

describe('a queue of the simulator', () => {
  const { scene, from, queues, now, heard, hangUp, flow } = useQueue();

  it('is created with the first caller, and plays music until the call is connected', async () => {
    flow('<Enqueue>support</Enqueue>');
    const call = await from(person);
    await scene.pass(60_000);
    assert.deepEqual([now(call)?.status, heard(call)], ['in-progress', ['Enqueue: support', 'Play: hold music']]);
    assert.deepEqual(
      queues().map(({ friendlyName, maxSize, members }) => [friendlyName, maxSize, members.map((one) => one.callSid)]),
      [['support', 1000, [call.sid]]],
    );
  });

  it('requests its waitUrl repeatedly, with the position and the time so far', async () => {
    flow('<Enqueue waitUrl="wait">support</Enqueue>', '', { wait: '<Pause length="10"/>' });
    await from(person);
    await scene.pass(4000);
    await from(second);
    await scene.pass(7000);
    const told = scene
      .told('wait')
      .map((params) => [
        params['From'],
        ...['QueuePosition', 'QueueTime', 'AvgQueueTime', 'CurrentQueueSize', 'MaxQueueSize'].map(
          (name) => params[name],
        ),
      ]);
    assert.deepEqual(told, [
      [person, '1', '0', '0', '1', '1000'],
      [second, '2', '0', '2', '2', '1000'],
      [person, '1', '10', '8', '2', '1000'],
    ]);
    assert.equal(scene.told('wait')[0]?.['QueueSid'], queues()[0]?.sid);
  });

  it('plays nothing for an empty waitUrl', async () => {
    flow('<Enqueue waitUrl="">support</Enqueue>');
    const call = await from(person);
    await scene.pass(5000);
    assert.deepEqual(heard(call), ['Enqueue: support']);
    assert.deepEqual(scene.errors().filter(Boolean), []);
  });

  it('is left by a Leave in the waiting document, and the call continues after the Enqueue', async () => {
    flow('<Enqueue waitUrl="wait">support</Enqueue><Say>we have closed</Say>', '', {
      wait: '<Say>hello</Say><Leave/><Say>never</Say>',
    });
    const call = await from(person);
    await scene.pass(500);
    assert.deepEqual(heard(call), ['Enqueue: support', 'Say: hello', 'Leave: ', 'Say: we have closed']);
    assert.deepEqual(queues()[0]?.members, []);
  });

  it('lets a caller leave with a key, and reports it to the action', async () => {
    flow('<Enqueue waitUrl="wait" action="left">support</Enqueue>', '', {
      wait: '<Gather numDigits="1" action="key" timeout="30"/>',
      key: '<Leave/>',
    });
    const call = await from(person);
    await scene.pass(3000);
    await scene.simulator.actOnCall(call.sid, { action: 'digits', digits: '1' });
    await scene.simulator.settled();
    const { QueueResult, QueueTime } = scene.told('left')[0] ?? {};
    assert.deepEqual([scene.told('key')[0]?.['Digits'], QueueResult, QueueTime], ['1', 'leave', '3']);
  });

  it('reports to the action that the caller hung up, or that the waiting document has a Hangup', async () => {
    flow('<Enqueue waitUrl="wait" action="left">support</Enqueue>', '', { wait: '<Pause length="5"/><Hangup/>' });
    await hangUp(await from(person));
    await from(second);
    await scene.pass(6000);
    assert.deepEqual(
      scene.told('left').map(({ QueueResult, QueueTime, CallStatus }) => [QueueResult, QueueTime, CallStatus]),
      [
        ['hangup', '0', 'completed'],
        ['hangup', '5', 'completed'],
      ],
    );
    assert.deepEqual([queues()[0]?.members, scene.clock.pending()], [[], 0]);
  });

  it('continues with an error when the waiting document is not valid, or plays nothing', async () => {
    scene.server.answer = ({ url }, response) => {
      if (url.endsWith('call'))
        twiml(response, '<Response><Enqueue waitUrl="wait" action="left">a</Enqueue></Response>');
      else if (url.endsWith('wait')) twiml(response, scene.told('wait').length > 5 ? '<Response/>' : 'no XML');
      else twiml(response, '<Response/>');
    };
    await from(person);
    await scene.simulator.settled();
    assert.deepEqual([scene.told('wait').length, scene.told('left')[0]?.['QueueResult']], [1, 'error']);
    scene.server.answer = ({ url }, response) => {
      const document = url.endsWith('call') ? '<Enqueue waitUrl="wait" action="left">a</Enqueue>' : '';
      twiml(response, `<Response>${document}</Response>`);
    };
    await from(person);
    await scene.simulator.settled();
    assert.deepEqual([scene.told('wait').length, scene.told('left')[1]?.['QueueResult']], [1 + 21, 'error']);
  });

  for (const nothing of ['<Say></Say>', '<Pause length="0"/>', '<Gather timeout="0"/>', '<Play>ftp://x</Play>']) {
    it(`stops requesting when the document has only ${nothing}`, async () => {
      flow('<Enqueue waitUrl="wait" action="left">a</Enqueue>', '', { wait: nothing });
      await from(person);
      await scene.pass(2000);
      assert.deepEqual([scene.told('wait').length, scene.told('left')[0]?.['QueueResult']], [21, 'error']);
    });
  }

  it('is kept while a caller waits in it', async () => {
    flow('<Enqueue>kept</Enqueue>');
    await from(person);
    const { client } = simulatedTwilio(scene.simulator);
    for (let index = 0; index < 120; index += 1) await client.queues.create({ friendlyName: `q${String(index)}` });
    const names = queues().map(({ friendlyName }) => friendlyName);
    assert.deepEqual([names.length, names.includes('kept'), names.includes('q0')], [100, true, false]);
  });

  for (const [name, enqueue, log] of [
    ['without a name', '<Enqueue action="left"/>', /14204/],
    ['with too long a name', `<Enqueue action="left">${'q'.repeat(65)}</Enqueue>`, /14205/],
    ['for TaskRouter', '<Enqueue action="left" workflowSid="WW00000000000000000000000000000000"/>', /workflowSid/],
    ['with an invalid waitUrl', '<Enqueue action="left" waitUrl="ftp://example.com/x">a</Enqueue>', /14202|11100/],
  ] as const) {
    it(`rejects an Enqueue ${name}`, async () => {
      flow(enqueue);
      await from(person);
      await scene.simulator.settled();
      assert.equal(scene.told('left')[0]?.['QueueResult'], 'error');
      assert.match(scene.errors().join(), log);
    });
  }

  it('rejects a caller when it is full, and a Dial to a queue that does not exist', async () => {
    const { client } = simulatedTwilio(scene.simulator);
    await client.queues.create({ friendlyName: 'small', maxSize: 1 });
    flow('<Enqueue action="left">small</Enqueue>', '<Dial action="dialled"><Queue>nobody</Queue></Dial>');
    await from(person);
    await from(second);
    await from(agent);
    await scene.simulator.settled();
    const { QueueResult, QueueSid } = scene.told('left')[0] ?? {};
    assert.deepEqual([QueueResult, QueueSid, scene.told('left').length], ['queue-full', undefined, 1]);
    assert.equal(scene.told('dialled')[0]?.['DialCallStatus'], 'failed');
  });

  it('skips a Leave outside of a queue', async () => {
    flow('<Leave/><Say>hello</Say>');
    const call = await from(person);
    assert.equal(heard(call).at(-1), 'Say: hello');
  });
});
