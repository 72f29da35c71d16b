import assert from 'node:assert/strict';
import { action } from '../../support/action-flows';
import { debug, simulated, tab, trigger } from '../../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../../support/node-red';
import { gather, hangUp, say, twimlStep } from '../../support/step-flows';

const PERSON = '+14155550123';

/** A call of the simulator, as far as these tests read it. */
interface Call {
  sid: string;
  status: string;
  waitingFor: string | null;
  transcript: { who: string; verb: string; text: string }[];
}

const callIn = (next: string): FlowNode => trigger('call-in', { respond: 'flow', deadline: 10, wires: [[next]] });

/** Takes messages and shows nothing. */
const quiet: FlowNode = { id: 'quiet', type: 'junction', z: 'tab', x: 0, y: 0, wires: [[]] };

const conversation = [
  tab,
  simulated(),
  callIn('welcome'),
  say('welcome', ['ask'], { text: 'Welcome & hello' }),
  gather('ask', [['answer', 'out'], ['answer']], { prompt: 'How old are you?', promptType: 'str' }),
  say('answer', ['bye'], { text: '"You are " & payload', textType: 'jsonata' }),
  hangUp('bye', ['end']),
  debug('out'),
  debug('end'),
];

describe('a call through steps, on the simulator', function () {
  // A real Node-RED is started, and the simulator speaks at the pace of a person.
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({ flows: conversation });
  });
  after(() => nodeRed.stop());

  const simulator = () => `${nodeRed.admin}/twilio/simulator/account`;
  const post = async (path: string, body: object): Promise<Call> => {
    const answer = await fetch(`${simulator()}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    return (await answer.json()) as Call;
  };
  const ring = () => post('calls', { from: PERSON, to: '+14155550100' });
  /** The call when it is as wanted. */
  const callWhen = async (sid: string, isWanted: (call: Call) => boolean): Promise<Call> => {
    for (;;) {
      const { calls } = (await (await fetch(`${simulator()}/state`)).json()) as { calls: Call[] };
      const call = calls.find((one) => one.sid === sid);
      if (call !== undefined && isWanted(call)) return call;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const heard = ({ transcript }: Call): string[] =>
    transcript.filter(({ verb }) => verb === 'Say').map(({ text }) => text);

  it('says, asks, answers and hangs up', async () => {
    const { sid } = await ring();
    await callWhen(sid, ({ waitingFor }) => waitingFor === 'digits');
    await post(`calls/${sid}/digits`, { digits: '42#' });
    const { payload, twilio } = (await nodeRed.debug('out')) as { payload: string; twilio: Record<string, unknown> };
    assert.deepEqual([payload, twilio['event'], twilio['finishedOnKey']], ['42', 'gather', '#']);
    const call = await callWhen(sid, ({ status }) => status === 'completed');
    assert.deepEqual(heard(call), ['Welcome & hello', 'How old are you?', 'You are 42']);
    await nodeRed.debug('end');
    await nodeRed.status('ask', /^42 at \d\d:\d\d:\d\d$/);
    assert.doesNotMatch(nodeRed.output(), /\[error\]/);
  });

  it('goes on when the caller enters nothing', async () => {
    const { sid } = await ring();
    const call = await callWhen(sid, ({ status }) => status === 'completed');
    assert.deepEqual(heard(call), ['Welcome & hello', 'How old are you?', 'You are']);
  });

  it('goes on after a full deployment in the middle of the call', async () => {
    const { sid } = await ring();
    await callWhen(sid, ({ waitingFor }) => waitingFor === 'digits');
    await nodeRed.deploy(conversation.map((node) => ({ ...node, info: 'changed' })));
    await post(`calls/${sid}/digits`, { digits: '43#' });
    const call = await callWhen(sid, ({ status }) => status === 'completed');
    assert.deepEqual(heard(call).at(-1), 'You are 43');
  });

  it('does not show sensitive digits in the status and in the log', async () => {
    await nodeRed.deploy([tab, simulated(), callIn('pin'), gather('pin', [['quiet'], []], { sensitive: true }), quiet]);
    const { sid } = await ring();
    await callWhen(sid, ({ waitingFor }) => waitingFor === 'digits');
    await nodeRed.status('pin', /^1 call$/);
    await post(`calls/${sid}/digits`, { digits: '7391#' });
    await nodeRed.status('pin', /^input received at \d\d:\d\d:\d\d$/);
    assert.doesNotMatch(nodeRed.output(), /7391/);
  });

  it('goes on with its question after "call control" has said something in between', async () => {
    const control = action('call-control', {
      account: '',
      operation: 'say',
      text: 'You are next',
      textType: 'str',
      wires: [[]],
    });
    // The core node "delay", so that the caller is asked already.
    const delay: FlowNode = {
      id: 'later',
      type: 'delay',
      z: 'tab',
      x: 0,
      y: 0,
      pauseType: 'delay',
      timeout: '1',
      timeoutUnits: 'seconds',
      wires: [['action']],
    };
    await nodeRed.deploy([
      tab,
      simulated(),
      trigger('call-in', { respond: 'flow', deadline: 10, wires: [['ask', 'later']] }),
      gather('ask', [['age'], []], { prompt: 'How old are you?', promptType: 'str' }),
      delay,
      control,
      debug('age'),
    ]);
    const { sid } = await ring();
    const call = await callWhen(sid, (one) => heard(one).length === 3 && one.waitingFor === 'digits');
    assert.deepEqual(heard(call), ['How old are you?', 'You are next', 'How old are you?']);
    await post(`calls/${sid}/digits`, { digits: '44#' });
    assert.equal(((await nodeRed.debug('age')) as { payload: string }).payload, '44');
  });

  it('runs a document, and goes on with the parameters that come back', async () => {
    const document = '<Response><Gather numDigits="1"><Say>Press a key</Say></Gather></Response>';
    await nodeRed.deploy([
      tab,
      simulated(),
      callIn('welcome'),
      say('welcome', ['ask'], { text: 'Welcome' }),
      twimlStep('ask', ['back', 'answer'], { twiml: document }),
      say('answer', [], { text: '"You pressed " & payload.Digits', textType: 'jsonata' }),
      debug('back'),
    ]);
    const { sid } = await ring();
    await callWhen(sid, ({ waitingFor }) => waitingFor === 'digits');
    await post(`calls/${sid}/digits`, { digits: '7' });
    const call = await callWhen(sid, ({ status }) => status === 'completed');
    assert.deepEqual(heard(call), ['Welcome', 'Press a key', 'You pressed 7']);
    const { payload } = (await nodeRed.debug('back')) as { payload: Record<string, string> };
    assert.deepEqual([payload['Digits'], payload['CallSid']], ['7', sid]);
  });

  it('goes on in the flow of a call that was made, with who has answered', async () => {
    await nodeRed.deploy([
      tab,
      simulated(),
      action('make-call', {
        to: PERSON,
        toType: 'str',
        answer: 'flow',
        machineDetection: 'Enable',
        outputs: 2,
        wires: [[], ['hello', 'made']],
      }),
      {
        id: 'inject',
        type: 'inject',
        z: 'tab',
        x: 0,
        y: 0,
        props: [],
        repeat: '',
        once: true,
        onceDelay: 0.1,
        wires: [['action']],
      },
      say('hello', ['ask'], { text: 'It is us' }),
      gather('ask', [['bye'], ['bye']]),
      say('bye', [], { text: 'Bye' }),
      debug('made'),
    ]);
    const { twilio } = (await nodeRed.debug('made')) as { twilio: Record<string, string> };
    assert.deepEqual([twilio['direction'], twilio['answeredBy']], ['outbound-api', 'human']);
    const sid = twilio['callSid'] ?? '';
    await callWhen(sid, ({ waitingFor }) => waitingFor === 'digits');
    await post(`calls/${sid}/digits`, { digits: '1#' });
    const call = await callWhen(sid, ({ status }) => status === 'completed');
    assert.deepEqual(heard(call), ['It is us', 'Bye']);
  });

  it('lets the message leave by "hung up" when the caller hangs up', async () => {
    await nodeRed.deploy([
      tab,
      simulated(),
      callIn('ask'),
      gather('ask', [['out'], ['out'], ['gone']], { hungUp: true }),
      debug('out'),
      debug('gone'),
    ]);
    const { sid } = await ring();
    await callWhen(sid, ({ waitingFor }) => waitingFor === 'digits');
    await post(`calls/${sid}/hangup`, {});
    const { twilio } = (await nodeRed.debug('gone')) as { twilio: Record<string, unknown> };
    assert.equal(twilio['hungUp'], true);
  });
});
