import assert from 'node:assert/strict';
import { assertDescribedResponse, assertKnownRequest } from '../support/openapi';
import { simulatedTwilio } from '../support/simulated-twilio';
import { useScene } from './support';

describe('the audit trail of the simulator', () => {
  const scene = useScene();
  const twilio = () => simulatedTwilio(scene.simulator);

  it('lists what was changed, the newest first', async () => {
    const { client } = twilio();
    const [number] = scene.simulator.state().numbers;
    await client.incomingPhoneNumbers(number?.sid ?? '').update({ friendlyName: 'new' });
    const bought = await client.incomingPhoneNumbers.create({ phoneNumber: '+15005550006' });
    await client.incomingPhoneNumbers(bought.sid).remove();
    const events = await client.monitor.v1.events.list();
    assert.deepEqual(
      events.map(({ eventType, resourceSid }) => [eventType, resourceSid]),
      [
        ['phone-number.deleted', bought.sid],
        ['phone-number.created', bought.sid],
        ['phone-number.updated', number?.sid],
        ['account.created', scene.simulator.accountSid],
      ],
    );
  });

  it('does not list what was only read, or rejected', async () => {
    const { client } = twilio();
    await client.incomingPhoneNumbers.list();
    await assert.rejects(client.incomingPhoneNumbers(`PN${'0'.repeat(32)}`).remove());
    assert.equal((await client.monitor.v1.events.list()).length, 1);
  });

  it('can be filtered by type, by resource and by time', async () => {
    const { client, calls } = twilio();
    const bought = await client.incomingPhoneNumbers.create({ phoneNumber: '+15005550006' });
    const list = client.monitor.v1.events;
    assert.equal((await list.list({ eventType: 'phone-number.created' })).length, 1);
    assert.equal((await list.list({ resourceSid: bought.sid })).length, 1);
    assert.equal((await list.list({ endDate: new Date(0) })).length, 0);
    for (const { request, response } of calls) {
      assertKnownRequest(request);
      if (response !== undefined) assertDescribedResponse(request, response);
    }
  });
});
