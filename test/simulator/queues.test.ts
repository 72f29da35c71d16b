import assert from 'node:assert/strict';
import type { SimulatedCall } from '../../simulator';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { simulatedTwilio } from '../support/simulated-twilio';
import { own, person, twiml, useScene } from './support';

const second = '+12125550124';
const agent = '+12125550177';

describe('a queue of the simulator', () => {
  const scene = useScene();
  const from = (number: string) => scene.simulator.placeCall({ from: number, to: own });
  const queues = () => scene.simulator.state().queues;
  const now = ({ sid }: SimulatedCall) => scene.simulator.state().calls.find((call) => call.sid === sid);
  const heard = (call: SimulatedCall) => now(call)?.transcript.map(({ verb, text }) => `${verb}: ${text}`) ?? [];
  const hangUp = ({ sid }: SimulatedCall) => scene.simulator.actOnCall(sid, { action: 'hangup' });

  /** What callers get, what the agent gets, and what the other addresses answer. */
  function flow(caller: string, agents = '', others: Record<string, string> = {}): void {
    scene.server.answer = ({ url, params }, response) => {
      const name = url.split('/').pop() ?? '';
      const verbs = name !== 'call' ? (others[name] ?? '') : params['From'] === agent ? agents : caller;
      twiml(response, `<Response>${verbs}</Response>`);
    };
  }

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
    ['with a waitUrl that is none', '<Enqueue action="left" waitUrl="ftp://example.com/x">a</Enqueue>', /14202|11100/],
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
