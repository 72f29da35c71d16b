import { endSimulator } from '../../lib/node-red/simulator';
import { action, type ActionName } from './action-flows';
import { catcher, simulated, sink, tab } from './flows';
import { load, type Loaded } from './loaded';
import type { FlowNode } from './node-red';

/** What a Catch node is told. */
export interface Caught {
  message: string;
  code: string;
  cause: Record<string, unknown>;
}

/** An action that runs, fed by messages, on the simulator unless another account is given. */
export interface ActionRun {
  start(
    fields?: Record<string, unknown>,
    account?: FlowNode,
    credentials?: Parameters<typeof load>[1],
    more?: FlowNode[],
  ): Promise<void>;
  /** Sends a message in, and gives what leaves by the first output. */
  send(msg: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Its payload alone. */
  payload(msg: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Sends a message in, and gives what leaves by the second output. */
  second(msg: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Sends a message in, and gives the error that a Catch node is told of. */
  fail(msg: Record<string, unknown>): Promise<Caught>;
  loaded(): Loaded;
}

/** Runs one action in each test of the suite that calls it. */
export function runAction(name: ActionName): ActionRun {
  let loaded: Loaded | undefined;
  afterEach(async () => {
    await loaded?.unload();
    loaded = undefined;
    // A deployment does not empty the simulator, and the next test is to find nothing.
    await endSimulator('account');
  });
  const running = (): Loaded => {
    if (loaded === undefined) throw new Error('The action was not started');
    return loaded;
  };
  const arrivalAt = (id: string) => (msg: Record<string, unknown>) => {
    running().node('action').receive(msg);
    return running().arrival(id);
  };
  const send = arrivalAt('out');
  return {
    async start(fields = {}, account = simulated(), credentials = {}, more = []) {
      await loaded?.unload();
      const nodes = [action(name, fields), catcher, sink(), sink('second'), sink('caught'), ...more];
      loaded = await load([tab, account, ...nodes], credentials);
    },
    send,
    payload: async (msg) => (await send(msg))['payload'] as Record<string, unknown>,
    second: arrivalAt('second'),
    fail: async (msg) => (await arrivalAt('caught')(msg))['error'] as Caught,
    loaded: running,
  };
}
