/*
 * The process that makes the load of streams, on a core of its own. It opens them as Twilio does, sends a frame on each of them
 * every 20 milliseconds, and measures what comes back.
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { account } from './account';

/** What to do. */
export type StreamOrder = { port: number } & (
  | /** Opens streams. `to`: the number that is called; without it, there is no call, only a socket. */ {
      open: number;
      to?: string;
    }
  /** Sends frames on all streams. `send`: for how many seconds. */
  | { send: number }
  /** Waits for the audio of the flow, and measures when it comes. `listen`: how long, in milliseconds. */
  | { listen: number }
  | { close: true }
);

/** What came back for an order. */
export interface StreamResult {
  sent: number;
  received: number;
  /** How far from its time each frame came, in milliseconds. */
  lateness: number[];
  /** The same, of the frames that came after all streams were open. */
  steadyLateness: number[];
}

const FRAME_MS = 20;
const PAYLOAD = Buffer.alloc(160, 0x55).toString('base64');
const URL_OF = { call: `${account.publicUrl}${account.basePath}/call` };
const STREAM_URL = `${account.publicUrl.replace('https:', 'wss:')}${account.basePath}/stream`;
/** How much of a stream's audio is sent ahead of its time. Those frames have no time of their own. */
const FRAMES_AHEAD = 15;

const run = randomBytes(6).toString('hex');
let calls = 0;
let received = 0;
/** When the last stream was opened. */
let openedAt = 0;

/** How many arrivals are kept of a stream: ten seconds. */
const MAX_ARRIVALS = 500;

interface Stream {
  socket: WebSocket;
  sid: string;
  /** When its frames arrived. It never grows, because this process would be late itself while it copies. */
  arrivals: Float64Array;
  arrived: number;
}

const streams: Stream[] = [];

/** A call arrives. @returns its SID and the parameters of its stream */
async function placeCall(port: number, to: string): Promise<{ callSid: string; customParameters: object }> {
  const callSid = `CA${createHash('md5').update(`${run} ${++calls}`).digest('hex')}`;
  const params = {
    AccountSid: account.accountSid,
    CallSid: callSid,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+12125550123',
    To: to,
  };
  const response = await fetch(`http://127.0.0.1:${port}${account.basePath}/call`, {
    method: 'POST',
    body: new URLSearchParams(params),
    headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(account.authToken, URL_OF.call, params) },
  });
  const document = await response.text();
  const parameters = [...document.matchAll(/<Parameter name="([^"]*)" value="([^"]*)"/g)];
  if (parameters.length === 0) throw new Error(`The call got no stream: ${response.status} ${document}`);
  return { callSid, customParameters: Object.fromEntries(parameters.map(([, name, value]) => [name, value])) };
}

async function open(port: number, to: string | undefined): Promise<void> {
  const call = to === undefined ? { callSid: '', customParameters: {} } : await placeCall(port, to);
  const sid = `MZ${createHash('md5').update(`${run} ${streams.length}`).digest('hex')}`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${account.basePath}/stream`, {
    headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(account.authToken, STREAM_URL, {}) },
    perMessageDeflate: false,
  });
  const stream: Stream = { socket, sid, arrivals: new Float64Array(MAX_ARRIVALS), arrived: 0 };
  await once(socket, 'open');
  socket.on('message', () => {
    received += 1;
    if (stream.arrived < MAX_ARRIVALS) stream.arrivals[stream.arrived++] = performance.now();
  });
  socket.send('{"event":"connected","protocol":"Call","version":"1.0.0"}');
  const start = { accountSid: account.accountSid, streamSid: sid, tracks: ['inbound'], ...call };
  socket.send(JSON.stringify({ event: 'start', sequenceNumber: '1', start, streamSid: sid }));
  streams.push(stream);
}

/** Sends a frame on each stream every 20 ms. The streams take turns, as they do at Twilio. */
async function send(seconds: number): Promise<number> {
  const total = Math.round((seconds * 1000) / FRAME_MS) * streams.length;
  const startedAt = performance.now();
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / FRAME_MS) * streams.length));
    for (; sent < due; sent += 1) {
      const { socket, sid } = streams[sent % streams.length] ?? {};
      const chunk = Math.floor(sent / streams.length);
      socket?.send(
        `{"event":"media","sequenceNumber":"${chunk + 2}","media":{"track":"inbound","chunk":"${chunk + 1}","timestamp":"${
          chunk * FRAME_MS
        }","payload":"${PAYLOAD}"},"streamSid":"${sid}"}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  // What is still on its way.
  const limit = performance.now() + 5000;
  while (received < total && performance.now() < limit) await new Promise((resolve) => setTimeout(resolve, 20));
  return sent;
}

/** How far the frames of each stream are from the times that they would have at exactly one every 20 ms. */
function lateness(): { at: number; ms: number }[] {
  return streams.flatMap(({ arrivals, arrived }) => {
    const paced = [...arrivals.subarray(FRAMES_AHEAD, arrived)];
    const offsets = paced.map((at, index) => at - index * FRAME_MS).sort((a, b) => a - b);
    const middle = offsets[Math.floor(offsets.length / 2)] ?? 0;
    return paced.map((at, index) => ({ at, ms: Math.abs(at - index * FRAME_MS - middle) }));
  });
}

async function carryOut(order: StreamOrder): Promise<StreamResult> {
  let sent = 0;
  received = 0;
  if ('open' in order) {
    for (let count = 0; count < order.open; count += 1) await open(order.port, order.to);
    openedAt = performance.now();
  } else if ('send' in order) sent = await send(order.send);
  else if ('listen' in order) await new Promise((resolve) => setTimeout(resolve, order.listen));
  else {
    for (const { socket } of streams.splice(0)) {
      socket.close(1000);
      await once(socket, 'close');
    }
  }
  const late = 'listen' in order ? lateness() : [];
  const steady = late.filter(({ at }) => at > openedAt);
  return { sent, received, lateness: late.map(({ ms }) => ms), steadyLateness: steady.map(({ ms }) => ms) };
}

process.on('message', (order: StreamOrder) => {
  carryOut(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => {
  process.exit();
});
