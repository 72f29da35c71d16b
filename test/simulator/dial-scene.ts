/** A call that dials others. */
import { useScene } from './support';

/** A person who answers. */
export const callee = '+12125550188';

/** Gives the tests of a `describe` a simulator, and the calls in it. */
export function useDial() {
  const scene = useScene();
  const calls = () => scene.simulator.state().calls;
  /** The call that dials. */
  const parent = () => calls()[0];
  /** One of the calls that it makes. */
  const leg = (index = 0) => calls()[index + 1];
  /** What a request to the action said. */
  const done = (index = 0) => scene.told('done')[index] ?? {};
  /** What was said in a call, and by whom. */
  const lines = (call: ReturnType<typeof leg>) =>
    call?.transcript.map(({ who, verb, text }) => `${who} ${verb}: ${text}`) ?? [];
  /** The person of a leg does something. */
  const on = (index: number, act: Parameters<typeof scene.act>[0]) =>
    scene.simulator.actOnCall(leg(index)?.sid ?? '', act);
  return { scene, calls, parent, leg, done, lines, on };
}
