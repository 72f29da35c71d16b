/** The node "send sms" of a simulated or a real account. */
import { endSimulator } from '../../lib/node-red/simulator';
import { catcher, sendSms, simulated, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';

/** Gives the tests of a `describe` a node each. */
export function useSendSms() {
  const scene = {} as { loaded: Loaded };
  afterEach(async () => {
    await scene.loaded.unload();
    await endSimulator('account');
  });

  const start = async (fields: Record<string, unknown> = {}, account = simulated(), credentials = {}) => {
    scene.loaded = await load([tab, account, sendSms(fields), catcher, sink(), sink('caught')], credentials);
  };
  const send = async (msg: Record<string, unknown>) => {
    scene.loaded.node('send').receive(msg);
    return scene.loaded.arrival('out');
  };
  const fail = async (msg: Record<string, unknown>) => {
    scene.loaded.node('send').receive(msg);
    return (await scene.loaded.arrival('caught'))['error'] as {
      message: string;
      code: string;
      cause: Record<string, unknown>;
    };
  };

  return Object.assign(scene, { start, send, fail });
}
