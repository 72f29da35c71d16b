/** A call in the node "conversation", with Twilio played by the test. */
import assert from 'node:assert/strict';
import { removeHub } from '../../lib/node-red/step-hub';
import { openSocket, socketOf, type TestSocket } from '../support/call-socket';
import { catcher, CREDENTIALS, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { conversation } from '../support/step-flows';
import { testCall, type TestCall } from './steps/call-of-test';

export type Message = Record<string, unknown>;

/** What Twilio sends when it has lost the socket. */
export const FAILED = { SessionStatus: 'failed', ErrorCode: '64105', ErrorMessage: 'WebSocket ended' };
export const twilioOf = (msg: Message) => msg['twilio'] as Message;

/** The history of the conversation, as lines. */
export const history = (msg: Message) =>
  (msg['messages'] as { role: string; content: string }[]).map(({ role, content }) => `${role}: ${content}`);

/** Whether a message of the node says this. */
export const token =
  (text: string) =>
  ({ type, token: said }: Message): boolean =>
    type === 'text' && said === text;
export const isEnd = ({ type }: Message): boolean => type === 'end';

/** Gives the tests of a `describe` a conversation each, and what Twilio and the flow do in it. */
export function useConversation() {
  const scene = {} as { loaded: Loaded; call: TestCall; flows: FlowNode[] };
  afterEach(async () => {
    await scene.loaded.unload();
    removeHub('account');
  });
  /** A call in a conversation. The outputs are wired to `said`, `events` and `out`. @returns the document that starts it */
  const start = async (more: Message = {}, nodes: FlowNode[] = [], account: Message = {}): Promise<string> => {
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['talk']] });
    const sinks = ['said', 'events', 'out', 'caught'].map((id) => sink(id));
    const talk = conversation('talk', [['said'], ['events'], ['out']], more);
    scene.flows = [tab, real(account), catcher, ...sinks, callIn, talk, ...nodes];
    scene.loaded = await load(scene.flows, REAL_CREDENTIALS, {}, { hasServer: true });
    scene.call = testCall(scene.loaded.url);
    return (await scene.call.ring()).text;
  };

  /** Twilio connects, and says so. */
  const connect = async (document: string, more: Message = {}): Promise<TestSocket> => {
    const { url, customParameters } = socketOf(document);
    const socket = await openSocket(scene.loaded.url, url);
    socket.send({
      type: 'setup',
      sessionId: `VX${'1'.repeat(32)}`,
      accountSid: CREDENTIALS.accountSid,
      callSid: scene.call.sid,
      from: '+14155550123',
      to: '+14155550100',
      direction: 'inbound',
      callType: 'PSTN',
      callStatus: 'RINGING',
      customParameters,
      ...more,
    });
    return socket;
  };
  const open = async (more: Message = {}) => {
    const document = await start(more);
    const socket = await connect(document);
    const setup = await scene.loaded.arrival('events');
    assert.equal(setup['payload'], 'setup');
    return { document, socket, setup };
  };
  const prompt = async (socket: TestSocket, text: string, more: Message = {}): Promise<Message> => {
    socket.send({ type: 'prompt', voicePrompt: text, lang: 'en-US', last: true, ...more });
    return scene.loaded.arrival('said');
  };

  /** The flow says something, with the message that it got. */
  const answer = (msg: Message, more: Message): void => {
    scene.loaded.node('talk').receive({ ...msg, ...more });
  };

  const errorOf = async (): Promise<string> => {
    const { code, message } = (await scene.loaded.arrival('caught'))['error'] as { code: string; message: string };
    return `${code}: ${message}`;
  };
  return Object.assign(scene, { start, connect, open, prompt, answer, errorOf });
}
