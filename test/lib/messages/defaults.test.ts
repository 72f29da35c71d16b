import assert from 'node:assert/strict';
import type { AccountSettings } from '../../../lib/account/settings';
import { createMessage, sendSms } from '../../../lib/messages/send';
import { sendWhatsapp } from '../../../lib/messages/whatsapp';
import { createSimulator, type Simulator } from '../../../simulator';
import { fakeClock } from '../../simulator/support';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';

const TO = '+14155550123';
const STATUS_URL = 'https://example.com/status';

describe("an account's defaults for messages", () => {
  let simulator: Simulator;
  let scene: SimulatedAccount;
  beforeEach(() => {
    simulator = createSimulator({ seed: 'defaults', clock: fakeClock() });
  });
  afterEach(() => simulator.close());

  const withDefaults = (settings: Partial<AccountSettings>) => {
    scene = simulatedAccount(simulator, settings);
    return scene.account;
  };
  /** The parameters of the last request. */
  const sent = () => scene.calls.at(-1)?.request.data as Record<string, unknown>;
  const sms = { to: TO, sender: 'number', body: 'hello' } as const;
  const all = { validityPeriod: '600', smartEncoded: true, statusCallback: STATUS_URL };

  it('are sent with each message', async () => {
    await sendSms(withDefaults(all), sms);
    const { ValidityPeriod, SmartEncoded, StatusCallback } = sent();
    assert.deepEqual(
      { ValidityPeriod, SmartEncoded, StatusCallback },
      {
        ValidityPeriod: 600,
        SmartEncoded: 'true',
        StatusCallback: STATUS_URL,
      },
    );
    scene.assertDescribed();
  });

  it('are not sent when they are empty', async () => {
    await sendSms(withDefaults({ validityPeriod: '', smartEncoded: false, statusCallback: '' }), sms);
    assert.deepEqual(Object.keys(sent()).sort(), ['Body', 'From', 'To']);
  });

  it('are overridden by the options of the node', async () => {
    const options = { validityPeriod: 60, smartEncoded: false, statusCallback: 'https://example.com/mine' };
    await sendSms(withDefaults(all), { ...sms, options });
    const { ValidityPeriod, SmartEncoded, StatusCallback } = sent();
    assert.deepEqual(
      { ValidityPeriod, SmartEncoded, StatusCallback },
      { ValidityPeriod: 60, SmartEncoded: 'false', StatusCallback: 'https://example.com/mine' },
    );
  });

  it('do not replace the URL of a node that tracks the delivery', async () => {
    await sendSms(withDefaults(all), { ...sms, statusCallback: 'https://example.com/tracked' });
    assert.equal(sent()['StatusCallback'], 'https://example.com/tracked');
  });

  it('are sent with replies too', async () => {
    await createMessage(withDefaults(all), { to: TO, from: '+14155550100', body: 'hello' });
    assert.equal(sent()['ValidityPeriod'], 600);
  });

  it('do not include smart encoding on WhatsApp, which has no segments', async () => {
    await sendWhatsapp(withDefaults(all), { to: TO, mode: 'text', body: 'hello' });
    assert.equal(sent()['SmartEncoded'], undefined);
    assert.equal(sent()['StatusCallback'], STATUS_URL);
  });

  it('leave the number of segments out, because Twilio replaces characters', async () => {
    assert.equal((await sendSms(withDefaults({ smartEncoded: true }), sms)).segments, undefined);
    assert.equal((await sendSms(withDefaults({}), sms)).segments, 1);
  });

  it('that are not valid are an error that names the account node, and nothing is sent', async () => {
    for (const settings of [{ validityPeriod: 'soon' }, { validityPeriod: '36001' }, { statusCallback: 'status' }]) {
      await assert.rejects(sendSms(withDefaults(settings), sms), (error: Error & { code: string; cause: object }) => {
        assert.equal(error.code, 'INVALID_CONNECTION_SETTINGS');
        assert.match(error.message, /^The account's default for (validityPeriod|statusCallback) is "/);
        assert.match(JSON.stringify(error.cause), /account node/);
        return true;
      });
      assert.deepEqual(scene.calls, []);
    }
  });
});
