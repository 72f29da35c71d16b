import assert from 'node:assert/strict';
import { debug, simulated, tab, trigger } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { operations, type Sids } from '../support/operations';

const at = { z: 'tab', x: 0, y: 0 };
const SERVICE = `MG${'a'.repeat(32)}`;

/** An address of Node-RED's own whose posted JSON goes into a node, and whose answer is what comes of it. */
const served = (url: string, node: FlowNode): FlowNode[] => [
  { id: `http${url}`, type: 'http in', ...at, url, method: 'post', upload: false, wires: [[node.id]] },
  { ...node, ...at, account: 'account', wires: [['answer']] },
];

const flows: FlowNode[] = [
  tab,
  simulated({ messagingServiceSid: SERVICE }),
  // "setWebhooks" sets what a flow listens to.
  { id: 'listening', type: 'twilio-sms-in', ...at, account: 'account', wires: [[]] },
  { id: 'answer', type: 'http response', ...at, statusCode: '', headers: {}, wires: [] },
  { id: 'catch', type: 'catch', ...at, scope: null, uncaught: false, wires: [['error']] },
  {
    id: 'error',
    type: 'change',
    ...at,
    rules: [
      { t: 'set', p: 'payload', pt: 'msg', to: 'error', tot: 'msg' },
      { t: 'set', p: 'statusCode', pt: 'msg', to: '500', tot: 'num' },
    ],
    wires: [['answer']],
  },
  ...served('/send', {
    id: 'send',
    type: 'twilio-send-sms',
    to: 'payload.to',
    toType: 'msg',
    body: 'payload.body',
    bodyType: 'msg',
    sender: 'service',
    options: '{}',
  }),
  ...served('/send-later', {
    id: 'later',
    type: 'twilio-send-sms',
    to: '+14155550123',
    toType: 'str',
    body: 'later',
    bodyType: 'str',
    sender: 'service',
    options: JSON.stringify({ sendAt: new Date(Date.now() + 3_600_000).toISOString() }),
  }),
  ...served('/call', {
    id: 'call',
    type: 'twilio-make-call',
    to: 'payload.to',
    toType: 'msg',
    answer: 'twiml',
    twiml: 'payload.twiml',
    twimlType: 'msg',
    options: '{}',
  }),
  ...operations.flatMap(({ resource, name }) =>
    served(`/op/${resource}/${name}`, {
      id: `${resource}-${name}`,
      type: 'twilio-rest',
      resource,
      operation: name,
      parameters: 'payload',
      parametersType: 'msg',
      limit: 10,
      emit: 'array',
      confirm: true,
    }),
  ),
  { id: 'listener', type: 'websocket-listener', path: '/audio', wholemsg: 'false' },
  { id: 'audio', type: 'websocket in', ...at, server: 'listener', client: '', wires: [[]] },
  trigger('transcription-in', { id: 'said', wires: [['said-out']] }),
  debug('said-out'),
];

interface State {
  messages: { sid: string; media: { sid: string }[] }[];
  calls: { sid: string; waitingFor: string | null; status: string }[];
  recordings: { sid: string }[];
  transcriptions: { sid: string }[];
  queues: { sid: string; members: { callSid: string }[] }[];
  numbers: { sid: string }[];
}

describe('each operation of the rest api node, in a real Node-RED:', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  let sids: Sids;

  const post = async (url: string, body: unknown): Promise<Response> =>
    fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const flow = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await post(`${nodeRed.url}${path}`, body);
    const said = await answer.text();
    assert.equal(answer.status, 200, said);
    return JSON.parse(said) as Record<string, unknown>;
  };
  const simulator = (path: string, body: unknown) => post(`${nodeRed.admin}/twilio/simulator/account/${path}`, body);
  const state = async (): Promise<State> =>
    (await (await fetch(`${nodeRed.admin}/twilio/simulator/account/state`)).json()) as State;
  const until = async (ready: (state: State) => boolean): Promise<void> => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (ready(await state())) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail('it did not come');
  };

  /** Makes one of everything, through the flow and the simulator's phone. */
  const furnish = async (): Promise<Sids> => {
    const message = await flow('/send', { to: '+14155550123', body: 'hello' });
    const scheduled = await flow('/send-later', {});
    await simulator('messages', { from: '+14155550123', to: '+14155550100', body: 'look', media: 'sample:image' });
    const record =
      '<Response><Record maxLength="30" transcribe="true" transcribeCallback="PLACE/twilio/transcription"/></Response>';
    const call = await flow('/call', { to: '+14155550123', twiml: record.replace('PLACE', nodeRed.url) });
    const isRecording = ({ calls }: State) =>
      calls.some(({ sid, waitingFor }) => sid === call['sid'] && waitingFor === 'record');
    await until(isRecording);
    await simulator(`calls/${String(call['sid'])}/speech`, { text: 'please call me back' });
    await simulator(`calls/${String(call['sid'])}/hangup`, {});
    await nodeRed.debug('said-out');
    const running = await flow('/call', { to: '+14155550123', twiml: '<Response><Pause length="600"/></Response>' });
    await until(({ calls }) => calls.some(({ sid, status }) => sid === running['sid'] && status === 'in-progress'));
    const waiting = await flow('/call', {
      to: '+14155550123',
      twiml: '<Response><Enqueue>support</Enqueue></Response>',
    });
    await until(({ queues }) => queues.some(({ members }) => members.length > 0));
    const socket = `${nodeRed.url.replace('http', 'wss')}/audio`;
    const stream = await flow('/op/streams/start', { callSid: running['sid'], url: socket });
    const emptyQueue = await flow('/op/queues/create', { friendlyName: 'empty' });
    const { messages, recordings, transcriptions, queues, numbers } = await state();
    const picture = messages.find(({ media }) => media.length > 0);
    const templates = (await flow('/op/contentTemplates/list', {})) as unknown as { sid: string }[];
    const events = (await flow('/op/auditEvents/list', {})) as unknown as { sid: string }[];
    return {
      message: String(message['sid']),
      scheduled: String(scheduled['sid']),
      picture: String(picture?.sid),
      media: String(picture?.media[0]?.sid),
      call: String(call['sid']),
      running: String(running['sid']),
      recording: String(recordings[0]?.sid),
      transcription: String(transcriptions[0]?.sid),
      socket,
      stream: String(stream['sid']),
      queue: String(queues.find(({ members }) => members.length > 0)?.sid),
      waiting: String(waiting['sid']),
      emptyQueue: String(emptyQueue['sid']),
      number: String(numbers[1]?.sid),
      messagingService: SERVICE,
      auditEvent: String(events[0]?.sid),
      template: String(templates[0]?.sid),
    };
  };

  before(async () => {
    nodeRed = await startNodeRed({ flows });
    sids = await furnish();
  });
  after(() => nodeRed.stop());

  // What deletes comes last, so that everything is there until then.
  const isEnd = (name: string) => /delete|dequeue|release|hangUp|redact|cancel/.test(name);
  const ordered = [...operations].sort((a, b) => Number(isEnd(a.name)) - Number(isEnd(b.name)));
  for (const { resource, name, operation, parameters } of ordered) {
    it(`${resource} ${name}`, async () => {
      const answer = await post(`${nodeRed.url}/op/${resource}/${name}`, parameters(sids));
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal(answer.status, 200, bytes.toString());
      if (operation.result === 'file') {
        assert.ok(bytes.length > 40);
        return;
      }
      const given: unknown = JSON.parse(bytes.toString());
      assert.equal(Array.isArray(given), operation.result === 'list');
      const one: unknown = Array.isArray(given) ? given[0] : given;
      assert.ok(typeof one === 'object' && one !== null, 'there is nothing');
    });
  }

  it('reports to Catch an operation on a missing resource, and a parameter of the wrong type', async () => {
    for (const [path, body, code] of [
      ['/op/messages/get', { sid: `SM${'0'.repeat(32)}` }, 'NOT_FOUND'],
      ['/op/messages/get', { sid: 'nonsense' }, 'INVALID_PARAMETER'],
      ['/op/messages/get', {}, 'INVALID_PARAMETER'],
      ['/op/messages/list', { colour: 'red' }, 'INVALID_PARAMETER'],
    ] as const) {
      const answer = await post(`${nodeRed.url}${path}`, body);
      const said = (await answer.json()) as Record<string, unknown>;
      assert.equal(answer.status, 500);
      assert.equal(said['code'], code, JSON.stringify(said));
    }
  });
});
