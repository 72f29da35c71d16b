/** Recordings of the simulator, and the REST API that they are fetched with. */
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { useScene } from './support';

const toBeSaid = 'please call me back about the blue bicycle';

/** Gives the tests of a `describe` a simulator in which calls are recorded. */
export function useRecordings() {
  const scene = useScene();
  const rest = {} as SimulatedTwilio;
  beforeEach(() => {
    Object.assign(rest, simulatedTwilio(scene.simulator));
  });
  const recordings = () => scene.simulator.state().recordings;
  const speech = (text = toBeSaid) => scene.act({ action: 'speech', text });
  const digits = (keys: string) => scene.act({ action: 'digits', digits: keys });
  const get = (uri: string) => scene.simulator.request({ method: 'GET', uri });
  /** One that is complete: about 3 seconds, made by a Record. */
  async function record(): Promise<string> {
    scene.flow({ call: '<Record action="recorded"/>', recorded: '<Hangup/>' });
    await scene.call();
    await speech();
    await scene.pass(10_000);
    return recordings()[0]?.sid ?? '';
  }
  return { scene, twilio: rest, recordings, speech, digits, get, record };
}
