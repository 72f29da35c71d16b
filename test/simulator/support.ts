import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createSimulator,
  type CallAct,
  type PersonMessage,
  type SimulatedCall,
  type SimulatedMessage,
  type Simulator,
  type SimulatorOptions,
} from '../../simulator';
import { fakeClock, type FakeClock } from './fake-clock';

export { fakeClock, type FakeClock };

/** A request that the test server received. */
export interface Received {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
  raw: string;
  params: Record<string, string>;
}

export interface TestServer {
  origin: string;
  received: Received[];
  /** Handles the next requests. Can be replaced at any time. */
  answer: (request: Received, response: http.ServerResponse) => void;
  close(): Promise<void>;
}

/** Responds with TwiML. */
export function twiml(response: http.ServerResponse, text: string): void {
  response.setHeader('Content-Type', 'text/xml').end(text);
}

/** Starts a web server that records its requests. It responds with an empty TwiML document by default. */
export async function startServer(): Promise<TestServer> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = request;
      const received = { method, url, headers, raw, params: Object.fromEntries(new URLSearchParams(raw)) };
      result.received.push(received);
      result.answer(received, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const result: TestServer = {
    origin: `http://127.0.0.1:${String(port)}`,
    received: [],
    answer: (_request, response) => {
      twiml(response, '<Response/>');
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return result;
}

/** Advances the time in small steps, and waits for all webhooks after each step. */
export async function pass(clock: FakeClock, simulator: { settled(): Promise<void> }, ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 50) {
    clock.advance(50);
    await simulator.settled();
  }
}

/** Sends a message with the REST API. Returns the body of the response. */
export async function send(
  simulator: Simulator,
  fields: Record<string, unknown>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const { statusCode, body } = await simulator.request({
    method: 'POST',
    uri: `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Messages.json`,
    data: { To: '+14155550123', From: '+14155550100', Body: 'x', ...fields },
    username: simulator.accountSid,
    password: simulator.authToken,
  });
  return { status: statusCode, body: Object(body) };
}

/** A person, an own number and a flow. Each test has its own scene. */
export interface Scene {
  clock: FakeClock;
  server: TestServer;
  simulator: Simulator;
  /** The person texts the own number `own`. */
  text(fields?: Partial<PersonMessage>): Promise<SimulatedMessage>;
  /** The person calls the own number `own`. `flow` has the TwiML of its voice URL. */
  call(): Promise<SimulatedCall>;
  /** The verbs in the response of each URL of the flow, by the last part of its path. */
  flow(verbs: Record<string, string>): void;
  /** The person does something on the last call. */
  act(act: CallAct): Promise<SimulatedCall>;
  /** The last call. */
  current(): SimulatedCall;
  /** Advances the time. */
  pass(ms: number): Promise<void>;
  /** The requests to a URL of the flow so far, by the last part of its path. */
  told(name: string): Record<string, string>[];
  /** The transcript of the last call as `verb: text`, with `>` before lines of the person. */
  transcript(): string[];
  /** The errors in the log. */
  errors(): (string | undefined)[];
  /** The replies so far. */
  replies(): { from: string; to: string; body: string; media: string[] }[];
}

export const own = '+14155550100';
export const british = '+442079460100';
export const person = '+12125550123';

/** Creates a scene before each test of a suite. Its webhooks go to https://flows.example.com/twilio/message … */
export function useScene(options: SimulatorOptions = {}): Scene {
  const made: { clock?: FakeClock; server?: TestServer; simulator?: Simulator } = {};
  const faults: unknown[] = [];
  const onError = (error: unknown): void => {
    faults.push(error);
  };
  const part = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The scene is there while a test runs.');
    return value;
  };
  const scene: Scene = {
    get clock() {
      return part(made.clock);
    },
    get server() {
      return part(made.server);
    },
    get simulator() {
      return part(made.simulator);
    },
    text: (fields) => scene.simulator.receiveMessage({ from: person, to: own, body: 'hello', ...fields }),
    call: () => scene.simulator.placeCall({ from: person, to: own }),
    flow(verbs) {
      scene.server.answer = ({ url }, response) => {
        twiml(response, `<Response>${verbs[lastPart(url)] ?? ''}</Response>`);
      };
    },
    act: (act) => scene.simulator.actOnCall(scene.current().sid, act),
    current() {
      const call = scene.simulator.state().calls.at(-1);
      if (call === undefined) throw new Error('There is no call yet.');
      return call;
    },
    pass: (ms) => pass(scene.clock, scene.simulator, ms),
    told: (name) => scene.server.received.filter(({ url }) => lastPart(url) === name).map(({ params }) => params),
    transcript: () =>
      scene.current().transcript.map(({ who, verb, text }) => `${who === 'person' ? '> ' : ''}${verb}: ${text}`),
    errors: () => scene.simulator.state().requests.map(({ error }) => error),
    replies: () =>
      scene.simulator
        .state()
        .messages.filter(({ direction }) => direction === 'outbound-reply')
        .map(({ from, to, body, media }) => ({ from, to, body, media: media.map(({ url }) => url) })),
  };
  beforeEach(async () => {
    const clock = fakeClock();
    const server = await startServer();
    const target = (kind: string) => ({ url: `https://flows.example.com/twilio/${kind}`, connect: server.origin });
    const webhooks = () => ({
      message: target('message'),
      call: target('call'),
      callStatus: target('call-status'),
    });
    const simulator = createSimulator({ seed: 'scene', clock, webhooks, onError, ...options });
    Object.assign(made, { clock, server, simulator });
  });
  afterEach(async () => {
    await made.simulator?.close();
    await made.server?.close();
    assert.deepEqual(faults.splice(0), [], 'faults of the simulator');
  });
  return scene;
}

function lastPart(url: string): string {
  return new URL(url, 'http://localhost').pathname.split('/').pop() ?? '';
}
