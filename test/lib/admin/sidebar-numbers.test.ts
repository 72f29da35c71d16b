import assert from 'node:assert/strict';
import { numbersOf } from '../../../lib/admin/sidebar-numbers';
import type { AccountNode } from '../../../lib/node-red/account-node';
import { setupTwilio, type SetupTwilio } from '../../support/setup-twilio';

const US = '+14155550100';
const GB = '+442079460100';

describe('the numbers of the sidebar', () => {
  let twilio: SetupTwilio;
  beforeEach(() => {
    twilio = setupTwilio();
  });
  afterEach(() => twilio.close());

  /** The part of an account node that is read here. */
  const node = (): AccountNode => ({ account: twilio.account }) as unknown as AccountNode;

  it('name what overrides their webhooks, as the forms of triggers do', async () => {
    const [app, service] = [`AP${'1'.repeat(32)}`, `MG${'2'.repeat(32)}`];
    await twilio.change(US, { VoiceApplicationSid: app });
    const { sid } = await twilio.number(US);
    twilio.answers['/v1/Services'] = { services: [{ sid: service, friendly_name: 'News' }], meta: {} };
    twilio.answers[`/v1/Services/${service}/PhoneNumbers`] = { phone_numbers: [{ sid }], meta: {} };
    const { numbers, servicesProblem } = await numbersOf(node());
    assert.equal(servicesProblem, null);
    assert.deepEqual(
      numbers.map(({ phoneNumber, overrides }) => [phoneNumber, overrides]),
      [
        [
          US,
          [
            { by: 'voiceApp', sid: app, name: app },
            { by: 'serviceDrops', sid: service, name: 'News' },
          ],
        ],
        [GB, []],
      ],
    );
  });

  it('are shown when the Messaging Services cannot be read', async () => {
    twilio.answers['/v1/Services'] = 401;
    const { numbers, servicesProblem } = await numbersOf(node());
    assert.equal(numbers.length, 2);
    assert.match(servicesProblem ?? '', /Refused/);
  });
});
