/** Callers who wait in a queue of the simulator, and an agent who calls it. */
import type { SimulatedCall } from '../../simulator';
import { own, twiml, useScene } from './support';

/** A second caller. */
export const second = '+12125550124';
export const agent = '+12125550177';

/** Gives the tests of a `describe` a simulator with callers and an agent. */
export function useQueue() {
  const scene = useScene();
  const from = (number: string) => scene.simulator.placeCall({ from: number, to: own });
  const queues = () => scene.simulator.state().queues;
  const now = ({ sid }: SimulatedCall) => scene.simulator.state().calls.find((call) => call.sid === sid);
  const heard = (call: SimulatedCall) => now(call)?.transcript.map(({ verb, text }) => `${verb}: ${text}`) ?? [];
  const hangUp = ({ sid }: SimulatedCall) => scene.simulator.actOnCall(sid, { action: 'hangup' });

  /** What callers get, what the agent gets, and what the other addresses answer. */
  function flow(caller: string, agents = '', others: Record<string, string> = {}): void {
    scene.server.answer = ({ url, params }, response) => {
      const name = url.split('/').pop() ?? '';
      const verbs = name !== 'call' ? (others[name] ?? '') : params['From'] === agent ? agents : caller;
      twiml(response, `<Response>${verbs}</Response>`);
    };
  }
  return { scene, from, queues, now, heard, hangUp, flow };
}
