/** Calls that dial on the simulator. */
import assert from 'node:assert/strict';
import { dial, hangUp, say } from '../../support/step-flows';
import { simulateCalls, type SimulatedCalls } from './simulated-calls';

export const BOB = '+12125550188';
export const CAROL = '+12125550199';
export const NO_ANSWER = '+15005550480';

/** The flow of the test. */
export let flow: SimulatedCalls;

/** A call that dials. The outputs are wired to `out`, `second` and `gone`; behind the first two, the caller hears a text. */
export const start = async (
  more: Record<string, unknown>,
  others: Parameters<typeof simulateCalls>[0] = [],
  options: Partial<Parameters<typeof simulateCalls>[1]> = {},
) => {
  const node = dial('dial', [['out', 'after'], ['second', 'nobody'], ['gone']], { hungUp: true, ...more });
  const gone = { id: 'gone', type: 'helper', z: 'tab', x: 0, y: 0, wires: [] };
  const after = [say('after', ['bye'], { text: 'Goodbye' }), say('nobody', ['bye'], { text: 'Nobody' }), hangUp('bye')];
  flow = await simulateCalls([node, gone, ...after, ...others], { first: 'dial', ...options });
};
export const leg = (to: string) => {
  const found = flow.calls().filter((call) => call.to === to && call.direction === 'outbound-dial');
  assert.ok(found[0], `nobody dials ${to}`);
  return found[0];
};
/** The payload of a message, with `msg.twilio.dial` and `msg.twilio.hungUp`. */
export const result = async (output: string): Promise<Record<string, unknown>> => {
  const { payload, twilio } = await flow.loaded.arrival(output);
  const { dial: about, hungUp } = twilio as { dial: Record<string, unknown>; hungUp?: boolean };
  return { payload, ...about, hungUp };
};
/** What a callee has heard. */
export const told = (to: string): string[] => flow.heard(flow.calls().findIndex(({ sid }) => sid === leg(to).sid));
