/** A call in the node "dial", with Twilio played by the test. */
import assert from 'node:assert/strict';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { dial } from '../../support/step-flows';
import { postEvent, sid } from '../../support/twilio';
import { testCall, verbs, type TestCall } from './call-of-test';

export const BOB = '+12125550188';
export const CAROL = '+12125550199';
/** What Twilio sends after an answered call. */
export const COMPLETED = {
  DialCallStatus: 'completed',
  DialCallSid: sid('CA'),
  DialCallDuration: '12',
  DialBridged: 'true',
};
export const twilioOf = (msg: Record<string, unknown>) => msg['twilio'] as Record<string, unknown>;

/** Gives the tests of a `describe` a call each that dials. */
export function useDial() {
  const scene = {} as { loaded: Loaded; call: TestCall };
  afterEach(() => scene.loaded.unload());

  /** A call that dials. The outputs are wired to `out`, `none` and `gone`. */
  const start = async (more: Record<string, unknown> = {}, ...others: Parameters<typeof load>[0]) => {
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['dial']] });
    const sinks = ['out', 'none', 'gone', 'caught'].map((id) => sink(id));
    const node = dial('dial', [['out'], ['none'], ['gone']], more);
    scene.loaded = await load([tab, real(), catcher, ...sinks, ...others, callIn, node], REAL_CREDENTIALS);
    scene.call = testCall(scene.loaded.url);
  };

  /** The document of a call that dials, without its URLs' common part. */
  const dialed = async (more: Record<string, unknown> = {}, params: Record<string, string> = {}) => {
    await start(more);
    const { text } = await scene.call.ring(params);
    return verbs(text)
      .replace(/<Redirect.*/, '')
      .replaceAll('https://example.com/twilio/step?node=dial&amp;', '');
  };

  /** Requests a URL of the document as the leg of a callee. */
  const leg = async (document: string, attribute: string, params: Record<string, string> = {}) => {
    const [, query = ''] = new RegExp(` ${attribute}="https://example.com/twilio/step\\?([^"]*)"`).exec(document) ?? [];
    const { text, status } = await postEvent(
      scene.loaded.url,
      'step',
      {
        CallSid: sid('CA'),
        ParentCallSid: scene.call.sid,
        From: '+14155550123',
        To: BOB,
        Direction: 'outbound-dial',
        CallStatus: 'in-progress',
        ...params,
      },
      { path: `/twilio/step?${query.replaceAll('&amp;', '&')}` },
    );
    assert.equal(status, 200);
    return verbs(text);
  };
  return Object.assign(scene, { start, dialed, leg });
}
