/** A conference of two people, and what it reports. */
import { own, person, twiml, type Scene } from './support';

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
