import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, spread, table } from './figures';
import { ask, freePort, LOAD_CORE, SERVER_CORE, startNode, stop } from './processes';
import type { Memory } from './servers/memory';
import { sendFlow } from './servers/flows';
import type { SendQuestion, SendResult } from './servers/questions';
import type { Created } from './servers/twilio';
import { startNodeRed, TSX, untilDeployed } from './throughput';
import { certificate, type Certificate } from './tls';

const API_HOST = 'api.twilio.com';

/** The number of rounds before those that count. In them, V8 compiles the code. */
const WARM_UPS = 6;

/** All calls must have been created after this time. */
const MAX_CALLS_MS = 25_000;

/** A Node-RED whose requests to Twilio go to a server on the loopback. */
export interface Sender {
  nodeRed: ChildProcess;
  twilio: ChildProcess;
  /** Whether the two use TLS. */
  tls: boolean;
}

/**
 * JavaScript that redirects the connections of a process from Twilio's API to a port of the loopback interface. The rest does
 * not change: the SDK's agent, its connection pool, and the host name of the certificate.
 * @param certificate undefined for plain TCP
 */
const redirect = (port: number, certificate: Certificate | undefined): string => `
{
  const { Agent } = require('node:https');
  const { connect } = require('node:net');
  const original = Agent.prototype.createConnection;
  Agent.prototype.createConnection = function (options, ...rest) {
    if (options.host !== '${API_HOST}') return original.call(this, options, ...rest);
    const target = { ...options, host: '127.0.0.1', port: ${port} };
    return ${certificate === undefined ? 'connect(target)' : 'original.call(this, target, ...rest)'};
  };
  ${certificate === undefined ? '' : `process.env.TWILIO_CA_BUNDLE = ${JSON.stringify(certificate.cert)};`}
}
`;

/** Starts a Node-RED with a `send-sms` node on one core, and the server in place of Twilio on the other. */
export async function startSender(folder: string): Promise<Sender> {
  const port = await freePort();
  const own = await certificate(path.join(folder, 'tls'), API_HOST);
  const files = own === undefined ? [] : [own.key, own.cert];
  const script = path.join(__dirname, 'servers', 'twilio.ts');
  const twilio = startNode(LOAD_CORE, [...TSX, script, String(port), ...files]);
  const extras = { node: 'bench-sends', prelude: redirect(port, own) };
  const server = await startNodeRed('send-sms', sendFlow(), folder, 1, extras);
  await untilDeployed(server);
  return { nodeRed: server.process, twilio, tls: own !== undefined };
}

/** Stops both processes. */
export async function stopSender({ nodeRed, twilio }: Sender): Promise<void> {
  // Killed, because Node-RED would log each call whose end it no longer waits for.
  await Promise.all([nodeRed, twilio].map((child) => stop(child, 'SIGKILL')));
}

const created = ({ twilio }: Sender): Promise<Created> => ask<Created>(twilio, {});

/** Sends `count` messages in one of the two ways. @throws when one was not sent, or was sent twice */
async function send(sender: Sender, by: 'node' | 'sdk', count: number): Promise<SendResult> {
  const before = await created(sender);
  const question: SendQuestion = { ask: 'send', by, count };
  const result = await ask<SendResult | { error: string }>(sender.nodeRed, question);
  if ('error' in result) throw new Error(`Sending by ${by}: ${result.error}`);
  const sent = (await created(sender)).messages - before.messages;
  if (sent !== count) throw new Error(`Sending by ${by}: ${sent} instead of ${count} messages came`);
  return result;
}

/** Part 5: messages per second with `send-sms` and with the SDK alone, in turns, in one process. */
export async function sendPart(sender: Sender, rounds: number, count: number): Promise<void> {
  console.log(`\n5. Sends, ten at a time, over ${sender.tls ? 'TLS' : 'plain TCP: there is no openssl here'}\n`);
  const ways = ['node', 'sdk'] as const;
  const found: Record<(typeof ways)[number], SendResult[]> = { node: [], sdk: [] };
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) for (const by of ways) await send(sender, by, count);
  for (let round = 0; round < rounds; round += 1) {
    for (const by of round % 2 === 0 ? ways : ways.toReversed()) found[by].push(await send(sender, by, count));
  }
  const row = (label: string, results: readonly SendResult[]): string[] => [
    label,
    spread(figure(results.map(({ seconds }) => count / seconds)), 0),
    spread(figure(results.map(({ cpuMicroseconds }) => cpuMicroseconds / count)), 1),
  ];
  const onTop = (member: keyof SendResult): ReturnType<typeof figure> =>
    figure(found.node.map((one, round) => (one[member] / (found.sdk[round]?.[member] ?? Number.NaN) - 1) * 100));
  const time = onTop('seconds');
  const cpuMicroseconds = onTop('cpuMicroseconds');
  const met = Math.max(time.median, cpuMicroseconds.median) <= 5;
  console.log(
    table([
      ['', 'sends/s', 'CPU µs a send', '% time on top', '% CPU on top', 'aim', ''],
      [...row('send-sms', found.node), spread(time, 1), spread(cpuMicroseconds, 1), '<= 5 %', met ? 'met' : 'NOT met'],
      row('bare SDK', found.sdk),
    ]),
  );
}

/** The heap for each call whose end is waited for, in bytes. */
async function growth(sender: Sender, count: number): Promise<number> {
  const before = await created(sender);
  const { heapBytes } = await ask<Memory>(sender.nodeRed, { ask: 'memory' });
  await ask(sender.nodeRed, { ask: 'call', count });
  const limit = Date.now() + MAX_CALLS_MS;
  while ((await created(sender)).calls < before.calls + count) {
    if (Date.now() > limit) throw new Error('The calls took too long');
    await pause(50);
  }
  // For the last answers.
  await pause(500);
  return ((await ask<Memory>(sender.nodeRed, { ask: 'memory' })).heapBytes - heapBytes) / count;
}

/** Part 6: the memory for each call whose end is waited for. */
export async function waitPart(sender: Sender, count: number): Promise<void> {
  console.log(`\n6. Memory held for each of ${count.toLocaleString('en')} calls whose end is waited for\n`);
  // The first calls load the code.
  await growth(sender, 1000);
  const inFlow = await growth(sender, count);
  const alone = startNode(SERVER_CORE, [
    '--expose-gc',
    ...TSX,
    path.join(__dirname, 'servers', 'waits.ts'),
    `${count}`,
  ]);
  const { bytes, waiting } = await ask<{ bytes: number; waiting: number }>(alone, {});
  if (waiting !== count) throw new Error(`${waiting} of ${count} calls waited`);
  const row = (label: string, held: number): string[] => [
    label,
    held.toFixed(0),
    '<= 2,048',
    held <= 2048 ? 'met' : 'NOT met',
  ];
  console.log(
    table([
      ['', 'bytes', 'aim', ''],
      row('the wait alone', bytes),
      row('make-call in a flow, with its message', inFlow),
    ]),
  );
}
