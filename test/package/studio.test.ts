import assert from 'node:assert/strict';
import { debug, sendSms, simulated, smsIn, tab, trigger, twiml } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const at = { z: 'tab', x: 0, y: 0 };
const CALLER = '+14155550123';
const OFFICE = '+14155550100';
/** A number that is busy. */
const DESK = '+15005550486';

const document = (id: string, verbs: string): FlowNode => ({
  id,
  type: 'template',
  ...at,
  field: 'payload',
  fieldType: 'msg',
  format: 'html',
  syntax: 'mustache',
  template: `<Response>${verbs}</Response>`,
  output: 'str',
  wires: [['twiml']],
});

/** Where a call is in the flow. All requests come to the same URL, so the parameters show which verb has ended. */
const WHERE = `
  $exists(twilio.raw.RecordingUrl) ? "recorded" :
  $exists(twilio.raw.DialCallStatus) ? "dialled" :
  twilio.raw.Digits = "1" ? "dial" :
  $exists(twilio.raw.SpeechResult) ? "spoken" : "new"`;

const flows: FlowNode[] = [
  tab,
  simulated(),
  trigger('call-in', { respond: 'flow', deadline: 10, filterFrom: '', filterTo: '', wires: [['where']] }),
  {
    id: 'where',
    type: 'switch',
    ...at,
    property: WHERE,
    propertyType: 'jsonata',
    rules: ['recorded', 'dialled', 'dial', 'spoken', 'new'].map((v) => ({ t: 'eq', v, vt: 'str' })),
    checkall: 'false',
    outputs: 5,
    wires: [['thanks'], ['voicemail'], ['desk'], ['repeat'], ['menu']],
  },
  document(
    'menu',
    '<Gather input="dtmf speech" numDigits="1" action="call"><Say>Press 1, or say what you want</Say><Play>https://example.com/menu.mp3</Play></Gather>',
  ),
  document('desk', `<Dial action="call" timeout="5">${DESK}</Dial>`),
  document('repeat', '<Say>You said {{twilio.raw.SpeechResult}}</Say>'),
  document(
    'voicemail',
    '<Say>The desk is {{twilio.raw.DialCallStatus}}</Say><Record action="call" maxLength="20" recordingStatusCallback="recording"/>',
  ),
  document('thanks', '<Say>Thank you for {{twilio.raw.RecordingDuration}} seconds</Say><Hangup/>'),
  twiml({ wires: [[]] }),
  trigger('recording-in', { id: 'recorded', filterStatus: [], fetch: 'none', wires: [['recording']] }),
  debug('recording'),

  { id: 'ask', type: 'inject', ...at, props: [], wires: [['question']] },
  {
    id: 'question',
    type: 'change',
    ...at,
    rules: [
      { t: 'set', p: 'to', pt: 'msg', to: CALLER, tot: 'str' },
      { t: 'set', p: 'payload', pt: 'msg', to: 'Shall we come at nine?', tot: 'str' },
    ],
    wires: [['send']],
  },
  sendSms({ wires: [['asked']] }),
  {
    id: 'asked',
    type: 'change',
    ...at,
    rules: [{ t: 'set', p: 'asked[msg.payload.to]', pt: 'flow', to: 'payload.body', tot: 'msg' }],
    wires: [['sent']],
  },
  debug('sent'),
  smsIn({ id: 'replies', respond: 'empty', wires: [['matched']] }),
  {
    id: 'matched',
    type: 'change',
    ...at,
    rules: [{ t: 'set', p: 'question', pt: 'msg', to: 'asked[msg.topic]', tot: 'flow' }],
    wires: [['answered']],
  },
  debug('answered'),
];

interface Call {
  sid: string;
  status: string;
  transcript: { who: string; verb: string; text: string }[];
}

/*
 * Two more widgets are examples of their own: enqueue is call-queue, and stream is live-audio. test/examples/actions.test.ts
 * tests both.
 */
describe("what Studio's widgets do, wired in Node-RED on the simulator:", function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({ flows });
  });
  after(() => nodeRed.stop());

  const simulator = () => `${nodeRed.admin}/twilio/simulator/account`;
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${simulator()}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200);
    return (await answer.json()) as Record<string, unknown>;
  };
  const call = async (sid: unknown): Promise<Call | undefined> => {
    const { calls } = (await (await fetch(`${simulator()}/state`)).json()) as { calls: Call[] };
    return calls.find((one) => one.sid === sid);
  };
  const heard = async (sid: unknown, what: string): Promise<void> => {
    let lines: string[] = [];
    for (let tries = 0; tries < 200; tries += 1) {
      lines = (await call(sid))?.transcript.map(({ verb, text }) => `${verb}: ${text}`) ?? [];
      if (lines.includes(what)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(`"${what}" was not heard, but ${JSON.stringify(lines)}`);
  };

  it('say and play, gather keys, dial, voicemail and record', async () => {
    const { sid } = await post('calls', { from: CALLER, to: OFFICE });
    await heard(sid, 'Say: Press 1, or say what you want');
    await heard(sid, 'Play: https://example.com/menu.mp3');
    await post(`calls/${String(sid)}/digits`, { digits: '1' });
    await heard(sid, `Dial: ${DESK}`);
    await heard(sid, 'Say: The desk is busy');
    await heard(sid, 'Record: ');
    await post(`calls/${String(sid)}/speech`, { text: 'please call me back' });
    await post(`calls/${String(sid)}/digits`, { digits: '#' });
    await heard(sid, 'Say: Thank you for 1 seconds');
    const { twilio } = (await nodeRed.debug('recording')) as { twilio: { callSid: string; status: string } };
    assert.deepEqual([twilio.callSid, twilio.status], [sid, 'completed']);
  });

  it('gather words', async () => {
    const { sid } = await post('calls', { from: CALLER, to: OFFICE });
    await post(`calls/${String(sid)}/speech`, { text: 'opening hours' });
    await heard(sid, 'Say: You said opening hours');
  });

  it('send, and send and wait for the reply', async () => {
    assert.equal((await fetch(`${nodeRed.admin}/inject/ask`, { method: 'POST' })).status, 200);
    await nodeRed.debug('sent');
    await post('messages', { from: CALLER, to: OFFICE, body: 'Yes please' });
    const { payload, question } = (await nodeRed.debug('answered')) as { payload: string; question: string };
    assert.deepEqual([question, payload], ['Shall we come at nine?', 'Yes please']);
  });
});
