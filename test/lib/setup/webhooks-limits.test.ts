import assert from 'node:assert/strict';
import { setTarget } from '../../../lib/setup/apply';
import { allKept } from '../../../lib/setup/kept';
import type { SetupOwner } from '../../../lib/setup/owner';
import type { Slot } from '../../../lib/setup/slots';
import { surveyOf, type FoundTarget } from '../../../lib/setup/survey';
import { BASE, setupTwilio, type SetupTwilio } from '../../support/setup-twilio';

const US = '+14155550100';
const GB = '+442079460100';
const OTHER = 'https://other.example.com/sms?key=a-secret-of-theirs';

describe('the webhooks of numbers that cannot be set', () => {
  let twilio: SetupTwilio;
  let owner: SetupOwner;
  beforeEach(() => {
    twilio = setupTwilio();
    owner = twilio.owner();
  });
  afterEach(async () => {
    await twilio.close();
  });

  const target = async (address: string): Promise<FoundTarget> => {
    const { targets } = await surveyOf(owner);
    const found = targets.find(({ view }) => view.address === address);
    assert.ok(found, address);
    return found;
  };
  const stateOf = async (address: string, slot: Slot): Promise<string | undefined> =>
    (await target(address)).view.slots.find((one) => one.slot === slot)?.state;
  const set = async (address: string, replace = false, slots?: Slot[]) =>
    setTarget(owner, await target(address), { replace, slots });

  it('keep no login of the public URL, also not that of an older URL of this account', async () => {
    const login = BASE.replace('://', '://twilio:a-password@');
    owner = twilio.owner({ wanted: () => ({ messages: `${login}/twilio/message`, calls: `${login}/twilio/call` }) });
    owner = { ...owner, isOwn: ({ host }) => host === new URL(BASE).host };
    await twilio.change(US, { SmsUrl: OTHER, VoiceUrl: `${login}/old/call` });
    assert.equal((await set(US, true)).outcome, 'set');
    assert.equal((await twilio.number(US))['voice_url'], `${login}/twilio/call`);
    assert.doesNotMatch(JSON.stringify([...(await allKept(owner.store))]), /a-password/);
    assert.deepEqual((await target(US)).view.restorable, ['messages']);
  });

  it('that no flow listens to are named, and not set', async () => {
    await twilio.change(US, { SmsUrl: `${BASE}/twilio/message` });
    owner = twilio.owner({ wanted: () => ({}) });
    assert.equal(await stateOf(US, 'messages'), 'unheard');
    assert.equal((await set(US)).outcome, 'unchanged');
  });

  it('that Twilio does not accept say so, and the others are set all the same', async () => {
    const { sid = '' } = await twilio.number(US);
    const path = `/2010-04-01/Accounts/${twilio.simulator.accountSid}/IncomingPhoneNumbers/${sid}.json`;
    const found = (await surveyOf(owner)).targets;
    twilio.answers[path] = 404;
    const outcomes = await Promise.all(found.map((one) => setTarget(owner, one, { replace: false })));
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
      incoming_phone_numbers: [{ ...(await twilio.number(US)), capabilities: { sms: false, mms: false, voice: true } }],
    };
    twilio.answers[`/2010-04-01/Accounts/${twilio.simulator.accountSid}/IncomingPhoneNumbers.json`] = body;
    assert.deepEqual(Object.keys((await target(US)).wanted), ['calls', 'callsFallback']);
  });

  it('are overridden by a TwiML App, a trunk, and a Messaging Service', async () => {
    const app = `AP${'1'.repeat(32)}`;
    const trunk = `TK${'2'.repeat(32)}`;
    const service = `MG${'3'.repeat(32)}`;
    await twilio.change(US, { SmsApplicationSid: app, VoiceApplicationSid: app, TrunkSid: trunk });
    const { sid } = await twilio.number(US);
    const services = [
      { sid: service, friendly_name: 'News', use_inbound_webhook_on_number: false, inbound_request_url: OTHER },
    ];
    twilio.answers['/v1/Services'] = { services, meta: {} };
    twilio.answers[`/v1/Services/${service}/PhoneNumbers`] = { phone_numbers: [{ sid }], meta: {} };
    assert.deepEqual((await target(US)).view.overrides, [
      { by: 'smsApp', sid: app, name: app },
      { by: 'trunk', sid: trunk, name: trunk },
      { by: 'service', sid: service, name: 'News' },
    ]);
    assert.deepEqual((await target(GB)).view.overrides, []);
  });

  it('are shown when Messaging Services and senders cannot be read', async () => {
    twilio.answers['/v1/Services'] = 401;
    twilio.answers['/v2/Channels/Senders'] = 401;
    const { targets, servicesProblem, sendersProblem } = await surveyOf(owner);
    assert.equal(targets.length, 2);
    assert.match(servicesProblem ?? '', /Refused/);
    assert.match(sendersProblem ?? '', /Refused/);
  });
});
