import { createSimulator, type SimulatedCall, type Simulator, type SimulatorOptions } from '../../../simulator';
import { real, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { fakeClock, own, pass, person } from '../../simulator/support';

/** A flow behind "call in", and a simulator that calls it. Its clock is the test's. */
export interface SimulatedCalls {
  loaded: Loaded;
  simulator: Simulator;
  /** The person calls the own number. */
  ring(): Promise<SimulatedCall>;
  /** The calls, in their order. */
  calls(): SimulatedCall[];
  /** What the flow has said to a call, with this verb. */
  heard(index?: number, verb?: string): string[];
  /** Advances the time. */
  gone(ms: number): Promise<void>;
  /** Loses everything that Node-RED has in memory. @param lose called in between */
  restart(lose: () => void): Promise<void>;
  end(): Promise<void>;
}

/** Calls of different tests must not have the same SID. */
let seed = 0;

/** @param nodes those of the tab, without the account, "call in" and the sinks `out` and `second` */
export async function simulateCalls(
  nodes: Parameters<typeof load>[0],
  { first, ...options }: SimulatorOptions & { first: string },
): Promise<SimulatedCalls> {
  const webhooks = () => ({ call: { url: 'https://example.com/twilio/call', connect: result.loaded.url } });
  const clock = fakeClock();
  const simulator = createSimulator({ seed: `steps ${++seed}`, clock, webhooks, ...options });
  const { accountSid, authToken } = simulator;
  const from = { filterFrom: person, filterTo: own };
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [[first]], ...from });
  const flows = [tab, real(), sink(), sink('second'), callIn, ...nodes];
  const start = () => load(flows, { account: { accountSid, authToken } }, {}, { hasServer: true });
  const calls = () => simulator.state().calls;
  const result: SimulatedCalls = {
    loaded: await start(),
    simulator,
    ring: () => simulator.placeCall({ from: person, to: own }),
    calls,
    heard: (index = 0, verb = 'Say') =>
      (calls()[index]?.transcript ?? [])
        .filter(({ who, verb: spoken }) => who === 'flow' && spoken === verb)
        .map(({ text }) => text),
    gone: (ms) => pass(clock, simulator, ms),
    async restart(lose) {
      await result.loaded.unload();
      lose();
      result.loaded = await start();
    },
    async end() {
      await result.loaded.unload();
      await simulator.close();
    },
  };
  return result;
}
