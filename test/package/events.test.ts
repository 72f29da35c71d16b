import assert from 'node:assert/strict';
import { debug, simulated, tab, trigger, twiml } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

/** Every trigger, with filters set, to a debug node of its own name. */
const triggers: [string, Record<string, unknown>][] = [
  ['sms-in', { filterFrom: '+1415*', filterBody: 'hello', respond: 'text', replyText: 'Hi' }],
  ['whatsapp-in', { filterProfile: 'ada', respond: 'flow', wires: [['whatsapp-in-out', 'greet']] }],
  ['sms-status', { filterStatus: ['sent', 'delivered'], filterTo: '+14155550123' }],
  ['whatsapp-status', { filterStatus: ['read'], inOrder: true }],
  ['call-in', { filterTo: '+14155550100', respond: 'flow', wires: [['call-in-out', 'ask']] }],
  ['call-status', { filterDirection: 'outbound', inOrder: true }],
  ['recording-in', { filterStatus: ['completed'], fetchAudio: 'buffer', format: 'wav' }],
  ['transcription-in', { filterStatus: ['completed'] }],
];

const flows: FlowNode[] = [
  tab,
  simulated(),
  ...triggers.flatMap(([type, fields]) => [
    trigger(type, { id: type, wires: [[`${type}-out`]], ...fields }),
    debug(`${type}-out`, { name: type }),
  ]),
  twiml({
    id: 'ask',
    twiml:
      '<Response><Say>Speak</Say>' +
      '<Record maxLength="30" recordingStatusCallback="recording" transcribe="true" transcribeCallback="transcription"/>' +
      '</Response>',
    twimlType: 'str',
    wires: [[]],
  }),
  twiml({
    id: 'greet',
    twiml: '<Response><Message statusCallback="message-status">Hello on WhatsApp</Message></Response>',
    twimlType: 'str',
    wires: [[]],
  }),
  // Another number connects its callers, and hears how that goes.
  trigger('call-in', {
    id: 'connect',
    filterTo: '+442079460100',
    respond: 'twiml',
    twiml:
      '<Response><Dial><Number statusCallback="call-status" statusCallbackEvent="initiated ringing answered completed">' +
      '+14155550199</Number></Dial></Response>',
    wires: [[]],
  }),
  {
    id: 'send',
    type: 'twilio-send-sms',
    z: 'tab',
    x: 0,
    y: 0,
    account: 'account',
    to: '+14155550123',
    toType: 'str',
    body: 'track me',
    bodyType: 'str',
    sender: 'number',
    track: true,
    options: '{}',
    wires: [[]],
  },
  {
    id: 'go',
    type: 'inject',
    z: 'tab',
    x: 0,
    y: 0,
    props: [{ p: 'payload' }],
    payload: '',
    payloadType: 'date',
    repeat: '',
    crontab: '',
    once: false,
    wires: [['send']],
  },
];

interface State {
  messages: { sid: string; body: string; status: string }[];
  calls: { sid: string; waitingFor: string | null; status: string }[];
}

interface Message {
  payload: unknown;
  topic: string;
  twilio: Record<string, unknown>;
}

describe('every event goes from the simulator to the debug pane:', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({ flows });
  });
  after(() => nodeRed.stop());

  const simulator = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${nodeRed.admin}/twilio/simulator/account/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const said = await answer.text();
    assert.equal(answer.status, 200, said);
    return JSON.parse(said) as Record<string, unknown>;
  };
  const state = async (): Promise<State> =>
    (await (await fetch(`${nodeRed.admin}/twilio/simulator/account/state`)).json()) as State;
  /** Waits until the simulator's state holds what is looked for. */
  const until = async <T>(find: (state: State) => T | undefined): Promise<T> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = find(await state());
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return assert.fail(`it did not come: ${JSON.stringify(await state())}`);
  };
  const out = async (type: string): Promise<Message> => (await nodeRed.debug(`${type}-out`)) as Message;

  it('a text', async () => {
    await simulator('messages', { from: '+442079460123', to: '+14155550100', body: 'hello from elsewhere' });
    await simulator('messages', { from: '+14155550123', to: '+14155550100', body: 'hello there' });
    const { payload, twilio } = await out('sms-in');
    assert.equal(payload, 'hello there');
    assert.equal(twilio['channel'], 'sms');
  });

  it('a WhatsApp message with a location, and that its answer was read', async () => {
    await simulator('messages', {
      from: 'whatsapp:+14155550123',
      to: 'whatsapp:+14155550100',
      channel: 'whatsapp',
      body: '',
      profileName: 'Ada Lovelace',
      location: { latitude: 51.5, longitude: -0.12, label: 'Here' },
    });
    const { twilio } = await out('whatsapp-in');
    assert.equal(twilio['profileName'], 'Ada Lovelace');
    assert.deepEqual(twilio['location'], { latitude: 51.5, longitude: -0.12, label: 'Here' });
    const { sid } = await until(({ messages }) =>
      messages.find(({ body, status }) => body === 'Hello on WhatsApp' && status === 'delivered'),
    );
    await simulator(`messages/${sid}/read`, {});
    const read = await out('whatsapp-status');
    assert.equal(read.payload, 'read');
    assert.equal(read.twilio['messageSid'], sid);
  });

  it('what becomes of a text that was sent', async () => {
    await fetch(`${nodeRed.admin}/inject/go`, { method: 'POST' });
    assert.deepEqual([(await out('sms-status')).payload, (await out('sms-status')).payload], ['sent', 'delivered']);
  });

  it('a call, its recording with audio, and what it says', async () => {
    const call = await simulator('calls', { from: '+14155550123', to: '+14155550100' });
    const { payload, twilio } = await out('call-in');
    assert.equal(payload, '+14155550123');
    assert.equal(twilio['callSid'], call['sid']);
    await until(({ calls }) => calls.find(({ sid, waitingFor }) => sid === call['sid'] && waitingFor === 'record'));
    await simulator(`calls/${String(call['sid'])}/speech`, { text: 'Please call me back' });
    await simulator(`calls/${String(call['sid'])}/hangup`, {});
    const recording = await out('recording-in');
    assert.equal(recording.twilio['callSid'], call['sid']);
    assert.equal(recording.twilio['status'], 'completed');
    const audio = recording.payload as { type: string; data: number[] };
    assert.equal(Buffer.from(audio.data.slice(0, 4)).toString(), 'RIFF');
    const transcription = await out('transcription-in');
    assert.equal(transcription.payload, 'Please call me back');
  });

  it('how a call goes: initiated, ringing, answered, completed', async () => {
    const call = await simulator('calls', { from: '+14155550123', to: '+442079460100' });
    for (const status of ['initiated', 'ringing', 'in-progress']) {
      const { payload, twilio } = await out('call-status');
      assert.equal(payload, status);
      assert.equal(twilio['direction'], 'outbound-dial');
    }
    await simulator(`calls/${String(call['sid'])}/hangup`, {});
    const { payload, twilio } = await out('call-status');
    assert.equal(payload, 'completed');
    assert.equal(typeof twilio['duration'], 'number');
  });
});
