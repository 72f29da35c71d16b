/** A conference of two people, and what it reports. */
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { own, person, twiml, useScene, type Scene } from './support';

/** The second person. */
export const second = '+12125550124';

/** Two people are in the conference. */
export async function beginConference(scene: Scene, attributes = 'beep="false"'): Promise<void> {
  const all = 'start end join leave mute hold modify announcement';
  const callback = `statusCallback="events" statusCallbackEvent="${all}"`;
  const documents: Record<string, string> = {
    call: `<Dial action="left"><Conference ${attributes} ${callback}>Room</Conference></Dial>`,
    news: '<Say>some news</Say>',
    music: '<Play>/tune.mp3</Play>',
    left: '<Say>goodbye</Say>',
  };
  scene.server.answer = ({ url: path }, response) => {
    twiml(response, `<Response>${documents[(path.split('?')[0] ?? '').split('/').pop() ?? ''] ?? ''}</Response>`);
  };
  await scene.simulator.placeCall({ from: person, to: own });
  await scene.simulator.placeCall({ from: second, to: own });
  await scene.simulator.settled();
  scene.server.received.length = 0;
}

/** The absolute URL of one of the flow's documents. */
export const url = (name: string) => `https://flows.example.com/twilio/${name}`;

/** Gives the tests of a `describe` a simulator, and the REST API that its conferences are changed with. */
export function useConferenceRest() {
  const scene = useScene();
  const twilio = {} as SimulatedTwilio;
  beforeEach(() => {
    Object.assign(twilio, simulatedTwilio(scene.simulator));
  });
  const room = () => scene.simulator.state().conferences[0];
  const calls = () => scene.simulator.state().calls;
  /** What a call has heard. @param index of the call */
  const heard = (index: number) => calls()[index]?.transcript.map(({ verb, text }) => `${verb}: ${text}`) ?? [];
  /** The names of the events that the flow was told. */
  const names = () => scene.told('events').map(({ StatusCallbackEvent }) => StatusCallbackEvent);
  const conference = () => twilio.client.conferences(room()?.sid ?? '');
  const begin = (attributes?: string) => beginConference(scene, attributes);
  return { scene, twilio, room, calls, heard, names, conference, begin };
}
