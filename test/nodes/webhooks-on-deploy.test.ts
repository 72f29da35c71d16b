import assert from 'node:assert/strict';
import type { AccountNode } from '../../lib/node-red/account-node';
import { simulated, sink, smsIn, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';

const US = '+14155550100';

describe('an account that sets webhooks on deploy', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
  });
  const flows = (more: Record<string, unknown>, trigger: Record<string, unknown> = {}) => [
    tab,
    simulated({ publicUrl: 'https://flows.example.com', ...more }),
    smsIn(trigger),
    sink(),
  ];
  const account = () => loaded.node('account') as unknown as AccountNode;
  const simulator = () => {
    const found = account().simulator;
    assert.ok(found);
    return found.get();
  };
  const number = () => {
    const found = simulator()
      .state()
      .numbers.find(({ phoneNumber }) => phoneNumber === US);
    assert.ok(found);
    return found;
  };
  const change = (data: Record<string, string>) => {
    const { accountSid, authToken } = simulator();
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number().sid}.json`;
    return simulator().request({ method: 'post', uri, data, username: accountSid, password: authToken });
  };
  /** Waits until a number has a URL: nothing else says that the requests behind a deployment are done. */
  const until = async (isDone: () => boolean): Promise<void> => {
    while (!isDone()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('points them at the flows, except those of another application, which it logs', async () => {
    loaded = await load(flows({}));
    await change({ SmsUrl: 'https://demo.twilio.com/welcome/sms/reply/' });
    await loaded.redeploy(flows({ webhooksOnDeploy: true }));
    await until(() => number().smsUrl.endsWith('/twilio/message'));

    await change({ SmsUrl: 'https://other.example.com/sms' });
    await loaded.redeploy(flows({ webhooksOnDeploy: true }, { name: 'changed' }));
    await until(() => loaded.logged().some(({ id, msg }) => id === 'account' && msg.includes('webhooks.foreign')));
    assert.equal(number().smsUrl, 'https://other.example.com/sms');
  });

  it('sends nothing to Twilio by default', async () => {
    loaded = await load(flows({}));
    await change({ SmsUrl: 'https://demo.twilio.com/welcome/sms/reply/' });
    const before = simulator().state().requests.length;
    await loaded.redeploy(flows({ name: 'changed' }));
    await loaded.redeploy(flows({ name: 'changed again', webhooksOnDeploy: 'true' }));
    assert.equal(simulator().state().requests.length, before);
    assert.equal(number().smsUrl, 'https://demo.twilio.com/welcome/sms/reply/');
  });
});
