import assert from 'node:assert/strict';
import { findSimulator } from '../../lib/node-red/simulator';
import { real, REAL_CREDENTIALS } from '../support/flows';
import { runAction } from '../support/run-action';

const NUMBER = '+14155550123';

/** How often Twilio was asked. */
const asked = (): number =>
  findSimulator('account')
    ?.state()
    .requests.filter(({ url }) => url.includes('lookups')).length ?? 0;

describe('lookup', () => {
  const { start, send, payload, second, fail, loaded } = runAction('lookup');

  it('returns a number, and its formats', async () => {
    await start();
    const msg = await send({ payload: '(415) 555-0123', options: { countryCode: 'US' }, kept: 'yes' });
    const found = msg['payload'] as Record<string, unknown>;
    assert.equal(msg['kept'], 'yes');
    assert.deepEqual(
      [found['valid'], found['phoneNumber'], found['nationalFormat'], found['countryCode']],
      [true, NUMBER, '(415) 555-0123', 'US'],
    );
    assert.equal(found['lineTypeIntelligence'], null);
    await loaded().statusOf('action', 'runtime.status.valid');
  });

  it('lets what is no number leave by the second output', async () => {
    await start();
    const found = (await second({ payload: '+1415' }))['payload'] as Record<string, unknown>;
    assert.equal(found['valid'], false);
    assert.ok((found['validationErrors'] as unknown[]).length > 0);
    await loaded().statusOf('action', 'runtime.status.invalid');
  });

  it('returns the selected data packages', async () => {
    await start({ fields: ['line_type_intelligence', 'sim_swap'] });
    const found = await payload({ payload: '+15005551001' });
    assert.equal((found['lineTypeIntelligence'] as Record<string, unknown>)['type'], 'landline');
    assert.notEqual(found['simSwap'], null);
    assert.equal(found['callForwarding'], null);
  });

  it('returns repeated lookups from the cache for the set time, as copies', async () => {
    await start({ cacheMinutes: 10 });
    const before = asked();
    const first = await payload({ payload: NUMBER });
    assert.deepEqual(await payload({ payload: '+1 415 555-0123' }), first);
    assert.equal(asked() - before, 1);
    await payload({ payload: NUMBER, options: { countryCode: 'US' } });
    await payload({ payload: '+442079460100' });
    assert.equal(asked() - before, 3);
  });

  it('sends a request each time without a cache', async () => {
    await start({ cacheMinutes: 0 });
    const before = asked();
    await payload({ payload: NUMBER });
    await payload({ payload: NUMBER });
    assert.equal(asked() - before, 2);
  });

  it('rejects a missing number, an unknown package and an unknown option before it sends a request', async () => {
    await start({}, real(), REAL_CREDENTIALS);
    for (const number of [undefined, '', 'nobody', '+', {}]) {
      assert.equal((await fail({ payload: number })).code, 'INVALID_RECIPIENT', String(number));
    }
    assert.match((await fail({ payload: NUMBER, options: { colour: 1 } })).message, /no parameter "colour"/);
    await start({ fields: ['shoe_size'] }, real(), REAL_CREDENTIALS);
    const error = await fail({ payload: NUMBER });
    assert.equal(error.code, 'INVALID_LOOKUP');
    assert.match(error.message, /no data package "shoe_size"/);
  });
});
