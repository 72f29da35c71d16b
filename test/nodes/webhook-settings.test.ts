import assert from 'node:assert/strict';
import { real, REAL_CREDENTIALS, sink, smsIn, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postSigned } from '../support/twilio';

describe('twilioWebhooks in settings.js', () => {
  let loaded: Loaded;
  afterEach(() => loaded.unload());
  const start = async (settings: Record<string, unknown>) => {
    loaded = await load([tab, real(), smsIn(), sink()], REAL_CREDENTIALS, settings);
  };
  const statusOf = async (params: Record<string, string>) => (await postSigned(loaded.url, params)).status;

  it('maxBodySize limits the body of a webhook', async () => {
    await start({ twilioWebhooks: { maxBodySize: '2kb' } });
    assert.equal(await statusOf({ Body: 'a'.repeat(1000) }), 200);
    assert.equal(await statusOf({ Body: 'a'.repeat(2000) }), 413);
  });

  it('maxBodySize can be larger than apiMaxLength, which limits webhooks without it', async () => {
    await start({ apiMaxLength: '2kb' });
    assert.equal(await statusOf({ Body: 'a'.repeat(2000) }), 413);
    await loaded.unload();
    await start({ apiMaxLength: '2kb', twilioWebhooks: { maxBodySize: '10kb' } });
    assert.equal(await statusOf({ Body: 'a'.repeat(2000) }), 200);
  });

  it('an invalid maxBodySize means the default', async () => {
    await start({ twilioWebhooks: { maxBodySize: 'large' } });
    assert.equal(await statusOf({ Body: 'a'.repeat(100_000) }), 200);
    assert.equal(await statusOf({ Body: 'a'.repeat(300_000) }), 413);
  });

  it('parameters are accepted in signed webhooks', async () => {
    await start({ twilioWebhooks: { parameters: ['Customer'] } });
    assert.equal(await statusOf({ Body: 'our ', Customer: '42' }), 200);
    const { twilio } = await loaded.arrival('out');
    assert.equal((twilio as { raw: Record<string, unknown> }).raw['Customer'], '42');
    assert.equal(await statusOf({ Body: 'our ', Choice: '42' }), 403);
  });

  it('an unknown parameter that may be a word of a text is unauthorized without the setting', async () => {
    await start({});
    assert.equal(await statusOf({ Body: 'our ', Customer: '42' }), 403);
    assert.equal(await statusOf({ Body: 'hello', Customer: '42' }), 200);
  });
});
