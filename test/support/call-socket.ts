import { once } from 'node:events';
import { WebSocket } from 'ws';
import { CREDENTIALS } from './flows';
import { sign } from './sign';

type Message = Record<string, unknown>;

/** A WebSocket of Twilio's, played by the test: its upgrade is signed. */
export interface TestSocket {
  /** Everything that the flow has sent. */
  received: Message[];
  /** The next message that matches, which is then taken from {@link received}. */
  next(matches: (message: Message) => boolean): Promise<Message>;
  send(message: Message | string): void;
  /** How it was closed. */
  closed: Promise<{ code: number; reason: string }>;
  /** Closes it as Twilio does. */
  close(): Promise<void>;
  /** Resolves when the flow has got everything that was sent. */
  sync(): Promise<void>;
}

/** The address of the socket in a document, and its parameters. */
export function socketOf(document: string): { url: string; customParameters: Record<string, string> } {
  const [, url = ''] = /<(?:Stream|ConversationRelay)[^>]* url="([^"]*)"/.exec(document) ?? [];
  const parameters = [...document.matchAll(/<Parameter name="([^"]*)" value="([^"]*)"\/>/g)];
  return { url, customParameters: Object.fromEntries(parameters.map(([, name = '', value = '']) => [name, value])) };
}

/**
 * Opens the socket of a document. It says nothing yet.
 * @param origin of Node-RED, with `http:`
 */
export async function openSocket(origin: string, wssUrl: string): Promise<TestSocket> {
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}${new URL(wssUrl).pathname}`, {
    headers: { 'X-Twilio-Signature': sign(CREDENTIALS.authToken, wssUrl) },
  });
  const received: Message[] = [];
  const lookers = new Set<() => void>();
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
    });
  });
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)) as Message);
    for (const look of [...lookers]) look();
  });
  await once(socket, 'open');
  return {
    received,
    closed,
    next: (matches) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`It did not come; there was ${JSON.stringify(received).slice(0, 500)}`));
        }, 15_000);
        const look = (): void => {
          const index = received.findIndex(matches);
          if (index === -1) return;
          clearTimeout(timer);
          lookers.delete(look);
          resolve(received.splice(index, 1)[0] ?? {});
        };
        lookers.add(look);
        look();
      }),
    send(message) {
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    },
    async close() {
      socket.close(1000);
      await closed;
    },
    async sync() {
      const pong = once(socket, 'pong');
      socket.ping();
      await pong;
    },
  };
}

export const STREAM_SID = `MZ${'5'.repeat(32)}`;

/** The Media Stream of a document. It has started. */
export async function openStream(
  origin: string,
  document: string,
  {
    callSid,
    accountSid = CREDENTIALS.accountSid,
    tracks = ['inbound'],
  }: { callSid: string; accountSid?: string; tracks?: string[] },
): Promise<TestSocket> {
  const { url, customParameters } = socketOf(document);
  const socket = await openSocket(origin, url);
  socket.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
  const start = { accountSid, streamSid: STREAM_SID, callSid, tracks, mediaFormat, customParameters };
  socket.send({ event: 'start', sequenceNumber: '1', start, streamSid: STREAM_SID });
  return socket;
}

/** A message with 20 ms of audio. @param n the number of the frame, from 0 */
export const mediaMessage = (n: number, audio: Buffer, track = 'inbound'): Message => ({
  event: 'media',
  sequenceNumber: String(n + 2),
  media: { track, chunk: String(n + 1), timestamp: String(n * 20), payload: audio.toString('base64') },
  streamSid: STREAM_SID,
});
