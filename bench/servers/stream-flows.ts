import { account, ownNumber } from '../account';
import { accountNode, type FlowNode } from './flows';

/** A call to this number gets its own audio back. */
export const ECHO_NUMBER = ownNumber(0);
/** A call to this number gets audio from the flow. */
export const PLAYING_NUMBER = ownNumber(1);

/** The duration of the audio that a call to {@link PLAYING_NUMBER} gets. */
export const PLAYED_MS = 5000;

const on = { z: 'tab' };

const stream = (id: string, wires: string[][]): FlowNode => ({
  id,
  type: 'twilio-stream',
  ...on,
  account: '',
  direction: 'both',
  format: 'mulaw8',
  frame: '',
  frameType: 'num',
  wires,
});

const callIn = (id: string, filterTo: string, next: string): FlowNode => ({
  id,
  type: 'twilio-call-in',
  ...on,
  account: 'account',
  filterFrom: '',
  filterTo,
  respond: 'flow',
  deadline: 10,
  rejected: false,
  wires: [[next]],
});

/** Two flows: one sends all audio back, the other plays five seconds into each call when its stream starts. */
export const streamFlow = (): FlowNode[] => [
  { id: 'tab', type: 'tab', label: 'bench' },
  accountNode(),
  // Measures the memory.
  { id: 'statuses', type: 'bench-statuses', ...on, accepted: true, wires: [] },
  callIn('in', ECHO_NUMBER, 'echo'),
  stream('echo', [['echo'], [], []]),
  callIn('in2', PLAYING_NUMBER, 'play'),
  stream('play', [[], ['audio'], []]),
  {
    id: 'audio',
    type: 'function',
    ...on,
    func: `if (msg.payload !== 'start') return null;\nmsg.payload = Buffer.alloc(${PLAYED_MS * 8}, 0x55);\nreturn msg;`,
    outputs: 1,
    libs: [],
    wires: [['play']],
  },
];

/** The same without this package: `websocket in`, a function that sends the audio back, and `websocket out`. */
export const webSocketFlow = (): FlowNode[] => [
  { id: 'tab', type: 'tab', label: 'bench' },
  { id: 'listener', type: 'websocket-listener', path: `${account.basePath}/stream`, wholemsg: 'false' },
  { id: 'in', type: 'websocket in', ...on, server: 'listener', client: '', wires: [['echo']] },
  {
    id: 'echo',
    type: 'function',
    ...on,
    func: `const { event, streamSid, media } = JSON.parse(msg.payload);
if (event !== 'media') return null;
msg.payload = JSON.stringify({ event, streamSid, media: { payload: media.payload } });
return msg;`,
    outputs: 1,
    libs: [],
    wires: [['out']],
  },
  { id: 'out', type: 'websocket out', ...on, server: 'listener', client: '', wires: [] },
];
