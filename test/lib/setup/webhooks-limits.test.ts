import assert from 'node:assert/strict';
import { setTarget } from '../../../lib/setup/apply';
import { allKept } from '../../../lib/setup/kept';
import { surveyOf } from '../../../lib/setup/survey';
import { BASE } from '../../support/setup-twilio';
import { GB, OTHER, US, useWebhooks } from './webhooks-scene';

describe('the webhooks of numbers that cannot be set', () => {
  const scene = useWebhooks();
  const { target, stateOf, set } = scene;

  it('keep no login of the public URL, also not that of an older URL of this account', async () => {
    const login = BASE.replace('://', '://twilio:a-password@');
    scene.owner = scene.twilio.owner({
      wanted: () => ({ messages: `${login}/twilio/message`, calls: `${login}/twilio/call` }),
    });
    scene.owner = { ...scene.owner, isOwn: ({ host }) => host === new URL(BASE).host };
    await scene.twilio.change(US, { SmsUrl: OTHER, VoiceUrl: `${login}/old/call` });
    assert.equal((await set(US, true)).outcome, 'set');
    assert.equal((await scene.twilio.number(US))['voice_url'], `${login}/twilio/call`);
    assert.doesNotMatch(JSON.stringify([...(await allKept(scene.owner.store))]), /a-password/);
    assert.deepEqual((await target(US)).view.restorable, ['messages']);
  });

  it('that no flow listens to are named, and not set', async () => {
    await scene.twilio.change(US, { SmsUrl: `${BASE}/twilio/message` });
    scene.owner = scene.twilio.owner({ wanted: () => ({}) });
    assert.equal(await stateOf(US, 'messages'), 'unheard');
    assert.equal((await set(US)).outcome, 'unchanged');
  });

  it('that Twilio does not accept say so, and the others are set all the same', async () => {
    const { sid = '' } = await scene.twilio.number(US);
    const path = `/2010-04-01/Accounts/${scene.twilio.simulator.accountSid}/IncomingPhoneNumbers/${sid}.json`;
    const found = (await surveyOf(scene.owner)).targets;
    scene.twilio.answers[path] = 404;
    const outcomes = await Promise.all(found.map((one) => setTarget(scene.owner, one, { replace: false })));
    assert.deepEqual(
      outcomes.map(({ address, outcome }) => [address, outcome]),
      [
        [US, 'failed'],
        [GB, 'set'],
      ],
    );
    assert.match(outcomes[0]?.error ?? '', /Refused/);
  });

  it('are not set for what a number cannot do', async () => {
    const found = await target(US);
    assert.ok(found.wanted.messages !== undefined && found.wanted.calls !== undefined);
    const body = {
      incoming_phone_numbers: [
        { ...(await scene.twilio.number(US)), capabilities: { sms: false, mms: false, voice: true } },
      ],
    };
    scene.twilio.answers[`/2010-04-01/Accounts/${scene.twilio.simulator.accountSid}/IncomingPhoneNumbers.json`] = body;
    assert.deepEqual(Object.keys((await target(US)).wanted), ['calls', 'callsFallback']);
  });

  it('are overridden by a TwiML App, a trunk, and a Messaging Service', async () => {
    const app = `AP${'1'.repeat(32)}`;
    const trunk = `TK${'2'.repeat(32)}`;
    const service = `MG${'3'.repeat(32)}`;
    await scene.twilio.change(US, { SmsApplicationSid: app, VoiceApplicationSid: app, TrunkSid: trunk });
    const { sid } = await scene.twilio.number(US);
    const services = [
      { sid: service, friendly_name: 'News', use_inbound_webhook_on_number: false, inbound_request_url: OTHER },
    ];
    scene.twilio.answers['/v1/Services'] = { services, meta: {} };
    scene.twilio.answers[`/v1/Services/${service}/PhoneNumbers`] = { phone_numbers: [{ sid }], meta: {} };
    assert.deepEqual((await target(US)).view.overrides, [
      { by: 'smsApp', sid: app, name: app },
      { by: 'trunk', sid: trunk, name: trunk },
      { by: 'service', sid: service, name: 'News' },
    ]);
    assert.deepEqual((await target(GB)).view.overrides, []);
  });

  it('are shown when Messaging Services and senders cannot be read', async () => {
    scene.twilio.answers['/v1/Services'] = 401;
    scene.twilio.answers['/v2/Channels/Senders'] = 401;
    const { targets, servicesProblem, sendersProblem } = await surveyOf(scene.owner);
    assert.equal(targets.length, 2);
    assert.match(servicesProblem ?? '', /Refused/);
    assert.match(sendersProblem ?? '', /Refused/);
  });
});
