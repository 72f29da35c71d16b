import type { SimulatedCall } from '../../simulator';
import { second } from './conference-scene';
import { own, person, twiml, useScene } from './support';

/** A third caller of a conference. */
export const third = '+12125550125';

/** A simulator whose callers meet in conferences. Call it in the function of `describe`. */
export function useConferences() {
  const scene = useScene();
  const from = (number: string) => scene.simulator.placeCall({ from: number, to: own });
  const rooms = () => scene.simulator.state().conferences;
  const now = ({ sid }: SimulatedCall) => scene.simulator.state().calls.find((call) => call.sid === sid);
  const heard = (call: SimulatedCall) =>
    now(call)?.transcript.map(({ who, verb, text }) => `${who === 'flow' ? '' : `${who} `}${verb}: ${text}`) ?? [];
  const hangUp = ({ sid }: SimulatedCall) => scene.simulator.actOnCall(sid, { action: 'hangup' });
  const say = ({ sid }: SimulatedCall, text: string) => scene.simulator.actOnCall(sid, { action: 'speech', text });

  /** The TwiML of each caller, and of the other addresses. */
  function flow(callers: Record<string, string>, others: Record<string, string> = {}): void {
    scene.server.answer = ({ url, params }, response) => {
      const name = (url.split('?')[0] ?? '').split('/').pop() ?? '';
      const verbs = name === 'call' ? callers[params['From'] ?? ''] : others[name];
      twiml(response, `<Response>${verbs ?? ''}</Response>`);
    };
  }
  const room = (attributes = '', dial = ' action="left"'): string =>
    `<Dial${dial}><Conference ${attributes}>Room</Conference></Dial>`;
  const all = (attributes = '', dial?: string): Record<string, string> =>
    Object.fromEntries([person, second, third].map((number) => [number, room(attributes, dial)]));
  return { scene, from, rooms, now, heard, hangUp, say, flow, room, all };
}
