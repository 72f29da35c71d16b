import assert from 'node:assert/strict';
import { createSimulator } from '../../simulator';
import { assertAllDescribed } from '../support/openapi';
import { simulatedTwilio } from '../support/simulated-twilio';

describe('the prices of messages on the simulator, through the real SDK', () => {
  it('are those that messages cost', async () => {
    const simulator = createSimulator({ seed: 'pricing' });
    const { client, calls } = simulatedTwilio(simulator);
    const found = await client.pricing.v1.messaging.countries('US').fetch();
    assert.equal(found.country, 'United States');
    assert.equal(found.isoCountry, 'US');
    assert.equal(found.priceUnit, 'USD');
    assert.equal(String(found.inboundSmsPrices[0]?.currentPrice), '0.0079');
    assertAllDescribed(calls);
    await assert.rejects(client.pricing.v1.messaging.countries('XX').fetch(), { status: 404, code: 20404 });
    await simulator.close();
  });
});
