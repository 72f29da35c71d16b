/** The operations of "rest api" that are its own, requests of your own, and what it rejects. */
import assert from 'node:assert/strict';
import { real, REAL_CREDENTIALS } from '../support/flows';
import { refuseUrls } from './refused-urls';
import { TO, useApi, withParameters } from './api-scene';

describe('rest api, with requests of its own,', () => {
  const { start, payload, fail, loaded, startWithMessages } = useApi();

  const refuse = (urls: RegExp) => refuseUrls(loaded().node('account'), urls);

  it('summarizes the account: numbers, services, balance and usage', async () => {
    await startWithMessages({ resource: 'summary' });
    const summary = await payload({});
    assert.equal((summary['account'] as Record<string, unknown>)['status'], 'active');
    assert.equal(typeof (summary['balance'] as Record<string, unknown>)['amount'], 'number');
    const [number] = summary['numbers'] as Record<string, unknown>[];
    assert.deepEqual([number?.['phoneNumber'], 'smsUrl' in (number ?? {})], ['+14155550100', true]);
    for (const part of ['messagingServices', 'verifyServices', 'usage']) assert.ok(Array.isArray(summary[part]), part);
    assert.equal(summary['problems'], undefined);
    await loaded().statusOf('action', 'runtime.status.done', 'green');
  });

  it('summarizes what it may read, and reports what Twilio rejected', async () => {
    await start({ resource: 'summary' });
    const refuseOthers = refuse(/Balance/);
    const summary = await payload({});
    assert.deepEqual(summary['balance'], undefined);
    assert.ok(Array.isArray(summary['numbers']));
    const problems = summary['problems'] as { part: string; code: string }[];
    assert.deepEqual(
      problems.map(({ part, code }) => [part, code]),
      [['balance', 'INVALID_CREDENTIALS']],
    );
    await loaded().statusOf('action', 'runtime.status.done', 'yellow');
    refuseOthers(/./);
    assert.equal((await fail({})).code, 'INVALID_CREDENTIALS');
  });

  it('tests the credentials, and says why they are not valid', async () => {
    await start({ resource: 'credentials' });
    const refuseOthers = refuse(/^$/);
    const good = await payload({});
    assert.deepEqual([good['valid'], good['status']], [true, 'active']);
    await loaded().statusOf('action', 'runtime.status.credentialsValid');
    refuseOthers(/./);
    const bad = await payload({});
    assert.deepEqual([bad['valid'], bad['code'], typeof bad['hint']], [false, 'INVALID_CREDENTIALS', 'string']);
    await loaded().statusOf('action', 'runtime.status.credentialsInvalid');
  });

  it('counts delivery and completion', async () => {
    await startWithMessages({ resource: 'analytics', parameters: '{"days": 1}' });
    const counted = await payload({});
    assert.equal((counted['messages'] as { total: number }).total, 3);
    assert.deepEqual(counted['calls'], { total: 0, byStatus: {} });
    assert.equal(counted['cut'], false);
  });

  it('sends a request of your own, whose answer is as Twilio wrote it', async () => {
    await startWithMessages(
      { resource: 'request', path: '/2010-04-01/Accounts/{AccountSid}/Messages.json', parameters: '{"PageSize": 1}' },
      2,
    );
    const answer = await payload({});
    assert.equal((answer['messages'] as { num_segments: string }[]).length, 1);
    assert.equal(answer['page_size'], 1);
  });

  it('posts a form of your own', async () => {
    await start({
      resource: 'request',
      method: 'POST',
      path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
      ...withParameters,
    });
    const sent = await payload({ parameters: { To: TO, From: '+14155550100', Body: 'by hand' } });
    assert.equal(sent['body'], 'by hand');
  });

  describe('rejects before it sends a request', () => {
    const cases: [string, Record<string, unknown>, Record<string, unknown>, RegExp][] = [
      ['an unknown operation', { operation: 'fly' }, {}, /no operation "fly" on "messages"/],
      ['an unknown resource', { resource: '__proto__' }, {}, /no operation "list" on "__proto__"/],
      ['parameters that are a list', withParameters, { parameters: [] }, /not an object/],
      ['an unknown parameter', withParameters, { parameters: { colour: 1 } }, /no parameter "colour"/],
      ['a missing parameter', { operation: 'get' }, {}, /sid is missing/],
      ['rates of 0 days', { resource: 'analytics', parameters: '{"days": 0}' }, {}, /days is 0; it must be a whole/],
      [
        'rates of days that are not a number',
        { resource: 'analytics', parameters: '{"days": "x"}' },
        {},
        /days is "x"/,
      ],
      [
        'rates with a misspelled parameter',
        { resource: 'analytics', parameters: '{"day": 3}' },
        {},
        /no parameter "day"/,
      ],
      ['an invalid SID', { operation: 'get', ...withParameters }, { parameters: { sid: '../Calls' } }, /must be a SID/],
      [
        'a request to anyone but Twilio',
        { resource: 'request', path: 'https://example.com/twilio.com' },
        {},
        /is not a URL of Twilio/,
      ],
      [
        'a request to a host that only looks like Twilio',
        { resource: 'request', path: 'https://twilio.com.example.com/' },
        {},
        /is not a URL of Twilio/,
      ],
      ['an unknown method', { resource: 'request', method: 'BREW', path: '/x' }, {}, /"BREW" is not a valid method/],
    ];
    for (const [what, fields, msg, message] of cases) {
      it(what, async () => {
        await start(fields, real(), REAL_CREDENTIALS);
        const error = await fail(msg);
        assert.equal(error.code, 'INVALID_PARAMETER');
        assert.match(error.message, message);
        assert.equal(error.cause['status'], undefined);
      });
    }
  });
});
