/** The node "ask", with a Twilio that the test plays, and what is left of it after a restart. */
import { onAccountCreated } from '../../lib/node-red/account-node';
import { useStore } from '../../lib/node-red/account-store';
import { removeQuestions } from '../../lib/node-red/question-hub';
import { MemoryStore } from '../../lib/store/memory-store';
import type { RestRequest, RestResponse } from '../../simulator';
import { LastingStore } from '../support/lasting-store';
import { action } from '../support/action-flows';
import { catcher, real, REAL_CREDENTIALS, sink, smsIn, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { assertKnownRequest } from '../support/openapi';
import type { FlowNode } from '../support/node-red';
import { postSigned, sid } from '../support/twilio';

export const PERSON = '+14155550123';
export const OWN = '+14155550100';

/** An error that a catch node has got. */
export interface Caught {
  code: string;
  message: string;
}

interface Scene {
  loaded: Loaded;
  flows: FlowNode[];
  asked: RestRequest[];
  answer: (request: RestRequest) => RestResponse | Promise<RestResponse>;
  /** The SID of the last message that was sent. */
  lastSid: string;
}

/** The node, what its outputs are wired to, and what gets the messages that are no replies, as `received`. */
export const askNodes = (fields: Record<string, unknown>): FlowNode[] => [
  tab,
  catcher,
  sink(),
  sink('second'),
  sink('third'),
  sink('caught'),
  sink('received'),
  action('ask', fields),
  smsIn({ wires: [['received']] }),
];

/** Gives the tests of a `describe` a node each. */
export function useAsk() {
  const scene = {} as Scene;
  let isRunning = false;
  // Before the flows start: what is left from before a restart is handled then.
  before(() => {
    isRunning = true;
    onAccountCreated((node) => {
      if (!isRunning) return;
      const { options } = node.account as unknown as { options: Record<string, unknown> };
      options['transport'] = (request: RestRequest) => {
        scene.asked.push(request);
        assertKnownRequest(request);
        return Promise.resolve(scene.answer(request));
      };
    });
  });
  after(() => {
    isRunning = false;
  });

  const run = async (): Promise<void> => {
    scene.loaded = await load(scene.flows, REAL_CREDENTIALS);
  };
  const start = async (fields: Record<string, unknown> = {}, ...more: FlowNode[]): Promise<void> => {
    scene.flows = [real({ from: OWN }), ...askNodes(fields), ...more];
    await run();
  };
  /** Loses everything that is in memory. */
  const restart = async (): Promise<void> => {
    await scene.loaded.unload();
    removeQuestions('account');
    await run();
  };
  /** Sends a message in, and waits until the question was sent. */
  const ask = async (msg: Record<string, unknown> = {}): Promise<Record<string, string>> => {
    const before = scene.asked.length;
    const isSent = new Promise<void>((resolve) => {
      const usual = scene.answer;
      scene.answer = (request) => {
        scene.answer = usual;
        resolve();
        return usual(request);
      };
    });
    scene.loaded.node('action').receive({ to: PERSON, payload: 'Are you coming?', order: 7, ...msg });
    await isSent;
    return scene.asked[before]?.data as Record<string, string>;
  };
  const reply = (Body: string, more: Record<string, string> = {}) => postSigned(scene.loaded.url, { Body, ...more });
  const fail = async (msg: Record<string, unknown>): Promise<Caught> => {
    scene.loaded.node('action').receive({ to: PERSON, payload: 'Are you coming?', ...msg });
    return (await scene.loaded.arrival('caught'))['error'] as Caught;
  };

  beforeEach(() => {
    useStore('account', new LastingStore());
    scene.asked = [];
    scene.answer = () => {
      scene.lastSid = sid('SM');
      return { statusCode: 201, headers: {}, body: { sid: scene.lastSid, to: PERSON, status: 'queued' } };
    };
  });

  afterEach(async () => {
    await scene.loaded.unload();
    removeQuestions('account');
    useStore('account', new MemoryStore());
  });
  return Object.assign(scene, { run, start, restart, ask, reply, fail });
}
