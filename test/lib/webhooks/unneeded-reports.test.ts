/** Reports of Twilio, such as status callbacks, that no deployed node takes. */
import assert from 'node:assert/strict';
import { kinds, type Kind } from '../../../lib/events/kinds';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import { ACCOUNT_SID, endpointOptions, listener, messageFields, messageSid, post } from '../../support/webhooks';
import { useServedRouter } from './served-router';

const SID = '0123456789abcdef'.repeat(2);

/** What a report has, besides the account. */
const REPORTS: readonly [Kind, Record<string, string>][] = [
  ['message-status', { MessageSid: messageSid(1), MessageStatus: 'delivered' }],
  ['call-status', { CallSid: `CA${SID}`, CallStatus: 'completed' }],
  ['recording', { RecordingSid: `RE${SID}`, RecordingStatus: 'completed' }],
  ['transcription', { TranscriptionSid: `TR${SID}`, TranscriptionStatus: 'completed' }],
  ['stream-status', { StreamSid: `MZ${SID}`, StreamEvent: 'stream-started' }],
  ['conference-status', { ConferenceSid: `CF${SID}`, StatusCallbackEvent: 'conference-end' }],
  ['siprec-status', { SiprecSid: `SR${SID}`, SiprecEvent: 'siprec-started' }],
  ['step-partial', { CallSid: `CA${SID}`, UnstableSpeechResult: 'hel' }],
];

describe('a report that no node takes', () => {
  const scene = useServedRouter();
  let seen: string[];

  beforeEach(() => {
    seen = [];
  });

  const mount = () =>
    scene.router.mount(
      'account',
      endpointOptions({
        observer: {
          received({ kind }) {
            seen.push(kind);
            return {
              repeated: () => seen.push('repeated'),
              taken: () => seen.push('taken'),
              notTaken: (why) => seen.push(`not taken ${JSON.stringify(why())}`),
            };
          },
          unauthorized: (kind, { reason }) => seen.push(`${kind}: ${reason}`),
          unrouted: (what) => seen.push(`unrouted ${what}`),
        },
      }),
    );
  const send = (kind: Kind, fields: Record<string, string>, token?: string) =>
    post(scene.server, Object.entries({ AccountSid: ACCOUNT_SID, ...fields }), {
      path: `/twilio/${kind}`,
      ...(token === undefined ? {} : { token }),
    });

  it('is every kind of event but those that Twilio waits for', () => {
    const reports = Object.entries(kinds).filter(([, { isReport }]) => isReport === true);
    assert.deepEqual(reports.map(([kind]) => kind).sort(), REPORTS.map(([kind]) => kind).sort());
    for (const [kind, rules] of Object.entries(kinds)) assert.notEqual(rules.isReport, rules.takesAnswer, kind);
  });

  for (const [kind, fields] of REPORTS) {
    it(`is acknowledged, so that Twilio logs no error, and is shown: ${kind}`, async () => {
      mount();
      const { status, text, headers } = await send(kind, fields);
      assert.deepEqual([status, text, headers['content-type']], [200, EMPTY_TWIML, 'text/xml']);
      assert.deepEqual(seen, [kind, 'not taken {"takenBy":[],"filteredOut":[],"elsewhere":[]}']);
    });
  }

  it('must be signed, be of this account and have a SID', async () => {
    mount();
    assert.equal((await send('message-status', { MessageSid: messageSid(1) }, 'another token')).status, 403);
    assert.equal(
      (await send('message-status', { MessageSid: messageSid(1), AccountSid: `AC${SID}`.replace('0', '1') })).status,
      403,
    );
    assert.ok(seen.length === 2 && seen.every((one) => one.startsWith('message-status: ')), seen.join());
    assert.equal((await send('message-status', { MessageSid: '', MessageStatus: 'sent' })).status, 400);
  });

  it('is not remembered: a node that comes later gets the repeated delivery', async () => {
    const endpoint = mount();
    const fields = { MessageSid: messageSid(1), MessageStatus: 'delivered' };
    await send('message-status', fields);
    const trigger = listener('message-status');
    endpoint.subscribe(trigger);
    assert.equal((await send('message-status', fields)).status, 200);
    assert.equal(trigger.accepted.length, 1);
  });

  it('is answered in another way than a message or a call that no node takes', async () => {
    mount();
    assert.match((await post(scene.server, messageFields())).text, /<Response\/>$/);
    const call = await send('call', { CallSid: `CA${SID}`, CallStatus: 'ringing', Direction: 'inbound' });
    assert.match(call.text, /<Reject\/>/);
  });
});
