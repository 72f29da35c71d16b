/*
 * A node that makes a flow send messages: with the node under test, ten at a time, or with the SDK alone in the same process.
 * A message that comes back to this node was sent.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import type twilioModule from 'twilio';
import { account, ownNumber } from '../../account';
import { memory } from '../memory';
import type { SendQuestion } from '../questions';

/** The number of messages that are being sent at the same time. */
const CONCURRENCY = 10;

/** The SDK's default limit of connections. */
const MAX_SOCKETS = 20;

const textOf = (index: number): string =>
  `Your appointment no. ${index} is on Tuesday at 4:30 pm. Reply YES to confirm, or call us to move it.`;

const recipientOf = (index: number): string => `+1212555${String(index % 10_000).padStart(4, '0')}`;

/** The messages that the flow has to send. */
interface Burst {
  /** Not sent yet. */
  left: number;
  /** Being sent. */
  open: number;
  /** The index of the next message. */
  index: number;
  finish: (error?: Error) => void;
}

export = (red: NodeAPI): void => {
  const fromPackage = createRequire(
    path.join(String(red.settings.userDir), 'node_modules', '@ringflow', 'node-red-twilio', 'package.json'),
  );
  let client: twilioModule.Twilio | undefined;

  /**
   * The SDK's client, which keeps all of its connections. By default it keeps five idle ones, so the bench would mostly
   * measure TLS handshakes.
   */
  function createClient(): twilioModule.Twilio {
    const twilio = fromPackage('twilio') as typeof twilioModule;
    const httpClient = new twilio.RequestClient({ maxFreeSockets: MAX_SOCKETS });
    return twilio(account.accountSid, account.authToken, { httpClient });
  }

  async function bySdk(count: number): Promise<void> {
    client ??= createClient();
    const { messages } = client;
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < count) {
        const index = next++;
        await messages.create({ to: recipientOf(index), from: ownNumber(0), body: textOf(index) });
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  }

  red.nodes.registerType('bench-sends', function (this: Node, def: NodeDef) {
    red.nodes.createNode(this, def);
    let burst: Burst | undefined;
    // The node gets its messages directly, without a wire, as from the button of an inject node.
    const target = (): Node | null => red.nodes.getNode('sms');

    const sendNext = (to: Burst): void => {
      to.left -= 1;
      to.open += 1;
      const index = to.index++;
      target()?.receive({ payload: textOf(index), topic: recipientOf(index) });
    };
    const byNode = (count: number): Promise<void> =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error): void => {
          burst = undefined;
          if (error === undefined) resolve();
          else reject(error);
        };
        burst = { left: count, open: 0, index: 0, finish };
        for (let worker = 0; worker < CONCURRENCY && burst.left > 0; worker += 1) sendNext(burst);
      });

    this.on('input', (msg: NodeMessage & { error?: { message: string } }, _send, done) => {
      done();
      if (burst === undefined) return;
      burst.open -= 1;
      if (msg.error !== undefined) burst.finish(new Error(msg.error.message));
      else if (burst.left > 0) sendNext(burst);
      else if (burst.open === 0) burst.finish();
    });

    const answer = async (question: SendQuestion): Promise<object | undefined> => {
      switch (question.ask) {
        case 'send': {
          globalThis.gc?.();
          const before = process.cpuUsage();
          const started = performance.now();
          await (question.by === 'sdk' ? bySdk : byNode)(question.count);
          const seconds = (performance.now() - started) / 1000;
          const { user, system } = process.cpuUsage(before);
          return { seconds, cpuMicroseconds: user + system };
        }
        case 'call':
          for (let index = 0; index < question.count; index += 1) {
            this.send([null, { payload: textOf(index), topic: recipientOf(index) }]);
          }
          return {};
        case 'memory':
          return memory();
        default:
          return undefined;
      }
    };
    process.on('message', (question: SendQuestion) => {
      answer(question).then(
        (found) => found !== undefined && process.send?.(found),
        (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
      );
    });
  });
};
