/** The triggers of calls, in flows that the test loads, with requests of Twilio. */
import { real, REAL_CREDENTIALS, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postEvent, sid } from '../support/twilio';

/** Gives the tests of a `describe` flows of their own. */
export function useCallTriggers() {
  const scene = {} as { loaded: Loaded };
  afterEach(() => scene.loaded.unload());
  const start = async (...nodes: Parameters<typeof load>[0]) => {
    scene.loaded = await load([tab, real(), sink(), ...nodes], REAL_CREDENTIALS);
  };
  const call = (params: Record<string, string> = {}) =>
    postEvent(scene.loaded.url, 'call', {
      CallSid: sid('CA'),
      From: '+14155550123',
      To: '+14155550100',
      CallStatus: 'ringing',
      Direction: 'inbound',
      ...params,
    });
  return Object.assign(scene, { start, call });
}
