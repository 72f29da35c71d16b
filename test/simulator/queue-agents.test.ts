/** Agents who take callers from a queue with `<Dial><Queue>`. */
import assert from 'node:assert/strict';
import { person } from './support';
import { agent, second, useQueue } from './queue-scene';

describe('a queue of the simulator with an agent', () => {
  const { scene, from, queues, now, heard, hangUp, flow } = useQueue();

  it('connects the caller who has waited longest with a Dial, and reports the result to both sides', async () => {
    flow('<Enqueue action="left">support</Enqueue>', '<Dial action="dialled"><Queue>support</Queue></Dial>');
    const first = await from(person);
    await scene.pass(3000);
    const other = await from(second);
    await scene.pass(2000);
    const agents = await from(agent);
    assert.deepEqual(
      queues()[0]?.members.map(({ callSid }) => callSid),
      [other.sid],
    );
    assert.equal(heard(first).at(-1), `Enqueue: connected to ${agent}`);
    await scene.pass(20_000);
    await hangUp(first);
    await scene.simulator.settled();
    const { DialCallStatus, DialCallSid, DialCallDuration, DialBridged, CallSid } = scene.told('dialled')[0] ?? {};
    assert.deepEqual(
      [DialCallStatus, DialCallSid, DialCallDuration, DialBridged, CallSid],
      ['completed', first.sid, '20', 'true', agents.sid],
    );
    const { QueueResult, QueueTime, QueueSid } = scene.told('left')[0] ?? {};
    assert.deepEqual([QueueResult, QueueTime, QueueSid], ['bridged', '5', queues()[0]?.sid]);
    assert.equal(scene.told('left').length, 1, 'the other one still waits');
  });

  it('lets the two hear each other until one of them leaves', async () => {
    flow('<Enqueue>support</Enqueue><Pause length="9"/>', '<Dial><Queue>support</Queue></Dial>');
    const call = await from(person);
    const agents = await from(agent);
    await scene.simulator.actOnCall(call.sid, { action: 'speech', text: 'hello' });
    await scene.simulator.actOnCall(agents.sid, { action: 'speech', text: 'hi there' });
    assert.deepEqual(heard(call).slice(-2), ['Speech: hello', 'Speech: hi there']);
    assert.deepEqual(heard(agents).slice(-2), ['Speech: hello', 'Speech: hi there']);
    await hangUp(agents);
    await scene.simulator.actOnCall(call.sid, { action: 'speech', text: 'are you there' });
    assert.equal(heard(agents).at(-1), 'Hangup: ');
  });

  it('lets the caller continue in the document when the agent hangs up', async () => {
    flow('<Enqueue>support</Enqueue><Say>how was it</Say>', '<Dial><Queue>support</Queue></Dial>');
    const call = await from(person);
    const agents = await from(agent);
    await scene.pass(1000);
    await hangUp(agents);
    assert.equal(heard(call).at(-1), 'Say: how was it');
    await scene.pass(5000);
    assert.equal(now(call)?.status, 'completed');
    assert.equal(scene.clock.pending(), 0);
  });

  it('plays the whisper to the caller only, and connects after it', async () => {
    flow(
      '<Enqueue waitUrl="wait" action="left">support</Enqueue>',
      '<Dial action="dialled"><Queue url="words">support</Queue></Dial>',
      {
        wait: '<Pause length="60"/>',
        words: '<Say>an agent is there for you now</Say><Dial>+12125550188</Dial>',
      },
    );
    const call = await from(person);
    await scene.pass(4000);
    const agents = await from(agent);
    await scene.simulator.settled();
    const { CallSid, DequeingCallSid, QueueTime } = scene.told('words')[0] ?? {};
    assert.deepEqual([CallSid, DequeingCallSid, QueueTime], [call.sid, agents.sid, '4']);
    assert.equal(heard(call).at(-1), 'Say: an agent is there for you now');
    await scene.pass(4000);
    assert.equal(heard(call).at(-1), `Enqueue: connected to ${agent}`);
    assert.match(scene.errors().join(), /<Dial> is not allowed in this document/);
    await scene.pass(6000);
    await hangUp(agents);
    await scene.simulator.settled();
    assert.equal(scene.told('left')[0]?.['QueueResult'], 'bridged');
    const { CallStatus, DialCallStatus, ...dialled } = scene.told('dialled')[0] ?? {};
    assert.deepEqual(
      [dialled['QueueSid'], dialled['QueueTime'], dialled['DequeingCallSid']],
      [queues()[0]?.sid, '4', agents.sid],
      'the action has the parameters of the queue',
    );
    assert.deepEqual([CallStatus, DialCallStatus], ['completed', 'completed'], 'the agent has hung up');
  });

  it('reports to the agent when the caller hangs up during the whisper', async () => {
    flow(
      '<Enqueue action="left">support</Enqueue>',
      '<Dial action="dialled"><Queue url="words">support</Queue></Dial>',
      {
        words: '<Pause length="5"/>',
      },
    );
    const call = await from(person);
    await from(agent);
    await scene.pass(1000);
    await hangUp(call);
    await scene.simulator.settled();
    assert.deepEqual(
      [scene.told('dialled')[0]?.['DialCallStatus'], scene.told('dialled')[0]?.['DialBridged']],
      ['canceled', 'false'],
    );
    assert.equal(scene.told('left')[0]?.['QueueResult'], 'hangup');
  });

  it('lets an agent wait for the next caller, for a limited time', async () => {
    flow('<Enqueue>support</Enqueue>', '<Dial timeout="8" action="dialled"><Queue>support</Queue></Dial>');
    const early = await from(person);
    await hangUp(early);
    const agents = await from(agent);
    await scene.pass(6000);
    const call = await from(second);
    assert.equal(heard(call).at(-1), `Enqueue: connected to ${agent}`);
    await scene.pass(10_000);
    assert.equal(now(agents)?.status, 'in-progress');
    await hangUp(call);
    await from(agent);
    await scene.pass(9000);
    assert.deepEqual(
      scene.told('dialled').map(({ DialCallStatus }) => DialCallStatus),
      ['completed', 'no-answer'],
    );
  });

  it('supports timeLimit and hangupOnStar of the Dial, and records both', async () => {
    const dial =
      '<Dial action="dialled" timeLimit="7" hangupOnStar="true" record="record-from-answer"><Queue>support</Queue></Dial>';
    flow('<Enqueue action="left">support</Enqueue>', dial, {
      left: '<Pause length="60"/>',
      dialled: '<Pause length="60"/>',
    });
    const call = await from(person);
    await from(agent);
    await scene.pass(9000);
    assert.deepEqual([now(call)?.status, scene.told('dialled')[0]?.['DialCallDuration']], ['in-progress', '7']);
    assert.equal(scene.told('dialled')[0]?.['RecordingDuration'], '7');
    await from(second);
    const agents = await from(agent);
    await scene.pass(2000);
    await scene.simulator.actOnCall(agents.sid, { action: 'digits', digits: '*' });
    await scene.simulator.settled();
    assert.deepEqual([scene.told('dialled')[1]?.['DialCallDuration'], scene.told('left').length], ['2', 2]);
  });
});
