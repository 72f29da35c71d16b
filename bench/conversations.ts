import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { account, ownNumber } from './account';
import { table } from './figures';
import { ask, stop } from './processes';
import { accountNode, type FlowNode } from './servers/flows';
import { startNodeRed, type Server } from './throughput';

/** Twilio is never called. */
const ALONE = `process.env.HTTP_PROXY = 'http://127.0.0.1:9';\n`;

/** How long a server may take to start, in milliseconds. */
const MAX_START_MS = 30_000;

/** How long the callers think between two sentences, in milliseconds. */
const PAUSE_MS = 20;

const run = randomBytes(6).toString('hex');
const CALL_URL = `${account.publicUrl}${account.basePath}/call`;
const RELAY_URL = `${account.publicUrl.replace('https:', 'wss:')}${account.basePath}/relay`;

/** `call in`, and a conversation with a node that answers at once. */
const talkFlow = (): FlowNode[] => [
  { id: 'tab', type: 'tab', label: 'bench' },
  { ...accountNode(), store: 'disk' },
  {
    ...{ id: 'in', type: 'twilio-call-in', z: 'tab', account: 'account', filterFrom: '', filterTo: '' },
    ...{ rejected: false, respond: 'flow', deadline: 10, wires: [['talk']] },
  },
  {
    ...{ id: 'talk', type: 'twilio-conversation', z: 'tab', account: '', answers: 'whole', options: {} },
    ...{ systemPrompt: 'You are an assistant on the phone.', systemPromptType: 'str', wires: [['answers'], [], []] },
  },
  { id: 'answers', type: 'bench-answers', z: 'tab', wires: [['talk']] },
];

/** A call arrives, and Twilio connects. @returns the socket */
async function open(port: number, number: number): Promise<WebSocket> {
  const callSid = `CA${createHash('md5').update(`${run} ${number}`).digest('hex')}`;
  const { accountSid, authToken, basePath } = account;
  const caller = { From: '+12125550123', To: ownNumber(0), Direction: 'inbound', CallStatus: 'ringing' };
  const params = { AccountSid: accountSid, CallSid: callSid, ...caller };
  const response = await fetch(`http://127.0.0.1:${port}${basePath}/call`, {
    method: 'POST',
    body: new URLSearchParams(params),
    headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(authToken, CALL_URL, params) },
  });
  const document = await response.text();
  const parameters = [...document.matchAll(/<Parameter name="([^"]*)" value="([^"]*)"/g)];
  if (parameters.length === 0) throw new Error(`The call got no conversation: ${response.status} ${document}`);
  const socket = new WebSocket(`ws://127.0.0.1:${port}${basePath}/relay`, {
    headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(authToken, RELAY_URL, {}) },
    perMessageDeflate: false,
  });
  await once(socket, 'open');
  const customParameters = Object.fromEntries(parameters.map(([, name, value]) => [name, value]));
  socket.send(JSON.stringify({ type: 'setup', sessionId: 'VX1', accountSid, callSid, customParameters }));
  return socket;
}

async function untilReady(server: Server): Promise<void> {
  const limit = Date.now() + MAX_START_MS;
  for (let number = -1; ; number -= 1) {
    try {
      (await open(server.port, number)).close();
      return;
    } catch (error) {
      if (server.process.exitCode !== null || Date.now() > limit) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The callers say something one after the other. @returns how long each answer took from the flow to Twilio, in milliseconds */
async function talk(sockets: readonly WebSocket[], rounds: number): Promise<number[]> {
  const answeredAfter: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const socket of sockets) {
      const answer = once(socket, 'message') as Promise<[Buffer]>;
      socket.send(JSON.stringify({ type: 'prompt', voicePrompt: String(process.hrtime.bigint()), last: true }));
      const { token } = JSON.parse(String((await answer)[0])) as { token: string };
      answeredAfter.push(Number(process.hrtime.bigint() - BigInt(token)) / 1e6);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return answeredAfter;
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/**
 * Part 10: the time from a text of Twilio's to the flow, and from the flow's answer to Twilio, with many conversations open.
 * Both include the way over the loopback.
 * @param folder makes an empty folder for Node-RED
 */
export async function conversationPart(
  folder: () => Promise<string>,
  { conversations, rounds }: { conversations: number; rounds: number },
): Promise<void> {
  console.log(`\n10. ${conversations} conversations at once, ${rounds} answers in each\n`);
  const server = await startNodeRed('conversation', talkFlow(), await folder(), 1, {
    node: 'bench-answers',
    prelude: ALONE,
  });
  await untilReady(server);
  const sockets: WebSocket[] = [];
  for (let number = 0; number < conversations; number += 1) sockets.push(await open(server.port, number));
  // The first round is not counted, because the code is still being compiled.
  await talk(sockets, 1);
  await ask(server.process, { ask: 'heardAfter' });
  const answeredAfter = await talk(sockets, rounds);
  const { heardAfter } = await ask<{ heardAfter: number[] }>(server.process, { ask: 'heardAfter' });
  for (const socket of sockets) socket.terminate();
  await stop(server.process);
  const row = (name: string, values: readonly number[]): string[] => {
    const p99 = percentile(values, 0.99);
    return [
      name,
      `${percentile(values, 0.5).toFixed(2)} ms`,
      `${p99.toFixed(2)} ms`,
      '<= 2 ms',
      p99 <= 2 ? 'met' : 'NOT met',
    ];
  };
  console.log(
    table([
      ['', 'p50', 'p99', 'aim', ''],
      row('from a prompt of Twilio to the flow', heardAfter),
      row('from an answer of the flow to Twilio', answeredAfter),
    ]),
  );
}
