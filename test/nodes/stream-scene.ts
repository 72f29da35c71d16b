/** A call in the node "stream", with Twilio played by the test. */
import assert from 'node:assert/strict';
import { openStream, type TestSocket } from '../support/call-socket';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { stream } from '../support/step-flows';
import { testCall, type TestCall } from './steps/call-of-test';

/** 20 ms of audio. */
export const FRAME = Buffer.alloc(160, 0x55);

export type Message = Record<string, unknown>;
export const twilioOf = (msg: Message) => msg['twilio'] as Record<string, unknown>;
export const streamOf = (msg: Message) => twilioOf(msg)['stream'] as Record<string, unknown>;
export const isMedia = ({ event }: Message): boolean => event === 'media';
export const isMark = ({ event }: Message): boolean => event === 'mark';

/** Gives the tests of a `describe` a stream each, and what Twilio and the flow do in it. */
export function useStream() {
  const scene = {} as { loaded: Loaded; call: TestCall; flows: FlowNode[] };
  let open: TestSocket[];
  beforeEach(() => {
    open = [];
  });
  afterEach(async () => {
    for (const socket of open) await socket.close();
    await scene.loaded.unload();
  });

  /** A call in a stream. The outputs are wired to `audio`, `events` and `out`. @returns the document that starts it */
  const start = async (more: Record<string, unknown> = {}, ...nodes: FlowNode[]): Promise<string> => {
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['stream']] });
    const sinks = ['audio', 'events', 'out', 'caught'].map((id) => sink(id));
    scene.flows = [
      tab,
      real(),
      catcher,
      ...sinks,
      callIn,
      stream('stream', [['audio'], ['events'], ['out']], more),
      ...nodes,
    ];
    scene.loaded = await load(scene.flows, REAL_CREDENTIALS, {}, { hasServer: true });
    scene.call = testCall(scene.loaded.url);
    return (await scene.call.ring()).text;
  };
  const connect = async (
    document: string,
    more: { accountSid?: string; callSid?: string } = {},
  ): Promise<TestSocket> => {
    const socket = await openStream(scene.loaded.url, document, { callSid: scene.call.sid, ...more });
    open.push(socket);
    return socket;
  };
  /** A call in a stream that is open. */
  const openCall = async (more: Record<string, unknown> = {}) => {
    const document = await start(more);
    const socket = await connect(document);
    assert.equal((await scene.loaded.arrival('events'))['payload'], 'start');
    return { document, socket };
  };
  /** Gives the stream a message of the call. */
  const give = (msg: Message): void => {
    scene.loaded
      .node('stream')
      .receive({ twilio: { callSid: scene.call.sid, accountSid: REAL_CREDENTIALS.account.accountSid }, ...msg });
  };

  const errorOf = async (): Promise<string> => {
    const { code, message } = (await scene.loaded.arrival('caught'))['error'] as { code: string; message: string };
    return `${code}: ${message}`;
  };
  return Object.assign(scene, { start, connect, openCall, give, errorOf });
}
