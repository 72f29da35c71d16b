import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SimulatedCall, SimulatorOptions } from '../../simulator';
import { linkPackage } from '../../scripts/user-dir';
import { fakeClock, pass, type FakeClock } from '../simulator/support';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { startTwilio, type TwilioServer } from '../support/twilio-server';

const root = path.resolve(__dirname, '../..');

const onTab = { z: 'tab', x: 0, y: 0 };

/**
 * Returns what the store has about a call, or about all questions. All of it survives a crash: the put resolves when
 * everything that was written before it is on the disk, too.
 */
const PROBE = `
const store = global.get('storeOf')({ id: 'account' });
await store.put('test/probe', 1, 1000);
const { sid } = msg.req.query;
const found = [];
for await (const [, { value }] of store.list(sid === undefined ? 'ask/' : 'call/' + sid)) found.push(value);
return { ...msg, payload: sid === undefined ? found : found[0] ?? {} };`;

const probe: FlowNode[] = [
  { id: 'probe-in', type: 'http in', ...onTab, url: '/stored', method: 'get', wires: [['probe']] },
  { id: 'probe', type: 'function', ...onTab, func: PROBE, outputs: 1, libs: [], wires: [['probe-out']] },
  { id: 'probe-out', type: 'http response', ...onTab, wires: [] },
];

/** How long a test waits for something in the store, in milliseconds. */
const WAIT_MS = 30_000;

/** A call as the caller has heard it. */
export const heard = ({ transcript }: SimulatedCall): string[] =>
  transcript.map(({ who, verb, text }) => `${who} ${verb}: ${text}`);

/** Twilio outside of Node-RED, with the test's clock, and a Node-RED that can die. */
export interface OutsideCalls {
  readonly twilio: TwilioServer;
  readonly nodeRed: RealNodeRed;
  readonly userDir: string;
  /** Everything that is deployed. */
  readonly flows: readonly FlowNode[];
  /** Starts Node-RED, again with the same user directory. */
  start(): Promise<void>;
  /** Lets Twilio's time pass. It stands still while Node-RED is down. */
  pass(ms: number): Promise<void>;
  call(sid: string): SimulatedCall;
  /** Waits until the disk says that a call waits in a node. @param state what the node has stored, as JSON */
  stored(sid: string, nodeId: string, state?: RegExp): Promise<void>;
  /** Waits until the disk says that a question was sent. */
  asked(): Promise<void>;
  /** Waits until the store has nothing about a call except its end. */
  forgotten(sid: string): Promise<void>;
  /** Fails when a webhook was not answered as Twilio expects. */
  assertAllAnswered(): void;
}

/** Starts Twilio and Node-RED for the tests of a suite. @param flows without the tab's probe */
export function useOutsideCalls(flows: readonly FlowNode[], options: SimulatorOptions = {}): OutsideCalls {
  let twilio: TwilioServer;
  let clock: FakeClock;
  let nodeRed: RealNodeRed | undefined;
  let userDir = '';
  before(async () => {
    clock = fakeClock(Date.now());
    twilio = await startTwilio({ clock, ...options });
    userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-calls-'));
    await linkPackage(userDir);
    await calls.start();
  });
  after(async () => {
    await nodeRed?.stop();
    await twilio.close();
    await rm(userDir, { recursive: true, force: true });
  });
  const untilStored = async (query: string, what: string, isSo: (found: unknown) => boolean): Promise<void> => {
    const limit = Date.now() + WAIT_MS;
    for (;;) {
      const found: unknown = await (await fetch(`${calls.nodeRed.url}/stored${query}`)).json();
      if (isSo(found)) return;
      if (Date.now() > limit) assert.fail(`It did not come to this: ${what}. The store has ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const calls: OutsideCalls = {
    flows: [...flows, ...probe],
    get twilio() {
      return twilio;
    },
    get nodeRed() {
      assert.ok(nodeRed);
      return nodeRed;
    },
    get userDir() {
      return userDir;
    },
    async start() {
      const { env, credentials } = twilio;
      const file = path.join(root, 'dist/lib/node-red/account-store.js');
      const extraSettings = `functionGlobalContext: { storeOf: require(${JSON.stringify(file)}).storeOf }`;
      nodeRed = await startNodeRed({ userDir, flows: [...calls.flows], credentials, env, extraSettings });
      twilio.tunnelTo(nodeRed.url);
    },
    pass: (ms) => pass(clock, twilio.simulator, ms),
    call(sid) {
      const found = twilio.simulator.state().calls.find((call) => call.sid === sid);
      assert.ok(found);
      return found;
    },
    stored: (sid, nodeId, state = /^/) =>
      untilStored(`?sid=${sid}`, `the call waits in ${nodeId}`, (record) => {
        const stored = Object(record) as Record<'nodeId' | 'msg' | 'state', unknown>;
        return stored.nodeId === nodeId && stored.msg !== undefined && state.test(JSON.stringify(stored.state) ?? '');
      }),
    asked: () =>
      untilStored('', 'a question is open', (found) =>
        (found as { state: string }[]).some(({ state }) => state === 'open'),
      ),
    forgotten: (sid) =>
      untilStored(`?sid=${sid}`, 'nothing is stored', (record) => {
        const { n, nodeId, hasEnded, answers, ...rest } = Object(record) as Record<string, unknown>;
        const isEmpty = n === undefined && nodeId === undefined && hasEnded === undefined && answers === undefined;
        const hasOnlyEnd = hasEnded === true && Array.isArray(answers) && answers.length === 0;
        return Object.keys(rest).length === 0 && (isEmpty || hasOnlyEnd);
      }),
    assertAllAnswered() {
      const failed = twilio.simulator.state().requests.filter(({ error }) => error !== undefined);
      assert.deepEqual(failed, []);
    },
  };
  return calls;
}
