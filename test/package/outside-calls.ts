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
 * Tells what the store has of a call. What it tells survives a crash: the put resolves when it and all that was written
 * before are on the disk.
 */
const PROBE = `
const store = global.get('storeOf')({ id: 'account' });
await store.put('test/probe', 1, 1000);
const stored = await store.get('call/' + msg.req.query.sid);
return { ...msg, payload: stored === undefined ? {} : stored.value };`;

const probe: FlowNode[] = [
  { id: 'probe-in', type: 'http in', ...onTab, url: '/stored', method: 'get', wires: [['probe']] },
  { id: 'probe', type: 'function', ...onTab, func: PROBE, outputs: 1, libs: [], wires: [['probe-out']] },
  { id: 'probe-out', type: 'http response', ...onTab, wires: [] },
];

/** How long something in the store is waited for. Twilio is asked for a call after 30 seconds. */
const WAIT_MS = 60_000;

/** A call as the caller has heard it. */
export const heard = ({ transcript }: SimulatedCall): string[] =>
  transcript.map(({ who, verb, text }) => `${who} ${verb}: ${text}`);

/** Twilio outside of Node-RED, with the test's clock, and a Node-RED that can die. */
export interface OutsideCalls {
  readonly twilio: TwilioServer;
  readonly nodeRed: RealNodeRed;
  readonly userDir: string;
  /** All that is deployed. */
  readonly flows: readonly FlowNode[];
  /** Starts Node-RED, again with the same user directory. */
  start(): Promise<void>;
  /** Lets Twilio's time pass. It stands still while Node-RED is down. */
  pass(ms: number): Promise<void>;
  call(sid: string): SimulatedCall;
  /** Waits until it is on the disk that a call waits in a node. @param state that the node has kept, as JSON */
  stored(sid: string, nodeId: string, state?: RegExp): Promise<void>;
  /** Waits until nothing is stored of a call any more. */
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
  const untilRecord = async (sid: string, what: string, isSo: (record: unknown) => boolean): Promise<void> => {
    const limit = Date.now() + WAIT_MS;
    for (;;) {
      const record: unknown = await (await fetch(`${calls.nodeRed.url}/stored?sid=${sid}`)).json();
      if (isSo(record)) return;
      if (Date.now() > limit) assert.fail(`It did not come to this: ${what}. The store has ${JSON.stringify(record)}`);
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
      untilRecord(sid, `the call waits in ${nodeId}`, (record) => {
        const stored = Object(record) as Record<'nodeId' | 'msg' | 'state', unknown>;
        return stored.nodeId === nodeId && stored.msg !== undefined && state.test(JSON.stringify(stored.state) ?? '');
      }),
    forgotten: (sid) => untilRecord(sid, 'nothing is stored', (record) => Object.keys(Object(record)).length === 0),
    assertAllAnswered() {
      const failed = twilio.simulator.state().requests.filter(({ error }) => error !== undefined);
      assert.deepEqual(failed, []);
    },
  };
  return calls;
}
