import assert from 'node:assert/strict';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { messageOptions } from '../../../lib/messages/options';

const problem = (options: unknown): string => {
  try {
    messageOptions(options);
  } catch (error) {
    assert.ok(error instanceof TwilioError);
    assert.equal(error.code, 'INVALID_MESSAGE');
    return error.message;
  }
  return 'none';
};

describe("a message's options", () => {
  it('are accepted in the forms in which a flow has them', () => {
    const sendAt = '2026-12-24T18:00:00Z';
    assert.deepEqual(
      messageOptions({
        validityPeriod: '600',
        smartEncoded: 'true',
        maxPrice: '0.05',
        sendAt,
        shortenUrls: false,
        riskCheck: 'disable',
        persistentAction: 'geo:37.78,-122.39',
        contentVariables: { 1: 'Ada' },
        statusCallback: 'https://example.com/status',
        provideFeedback: '',
        sendAsMms: null,
      }),
      {
        validityPeriod: 600,
        smartEncoded: true,
        maxPrice: 0.05,
        sendAt: new Date(sendAt),
        scheduleType: 'fixed',
        shortenUrls: false,
        riskCheck: 'disable',
        persistentAction: ['geo:37.78,-122.39'],
        contentVariables: '{"1":"Ada"}',
        statusCallback: 'https://example.com/status',
      },
    );
    assert.deepEqual(messageOptions(undefined), {});
    assert.deepEqual(messageOptions(''), {});
  });

  it('fail with the name of the invalid one and what it must be', () => {
    assert.match(
      problem({ validityPeriod: 36_001 }),
      /validityPeriod is 36001; it must be a whole number from 1 to 36000/,
    );
    assert.match(problem({ validityPeriod: 1.5 }), /whole number/);
    assert.match(problem({ smartEncoded: 'perhaps' }), /true or false/);
    assert.match(problem({ sendAt: 'soon' }), /must be a time/);
    assert.match(problem({ riskCheck: 'on' }), /enable or disable/);
    assert.match(problem({ statusCallback: 'nowhere' }), /web address/);
    assert.match(problem({ contentVariables: '{' }), /variables are not an object/);
    assert.match(problem({ persistentAction: [1] }), /list of strings/);
    assert.match(problem({ validityperiod: 600 }), /no parameter "validityperiod"/);
    assert.match(problem({ to: '+14155550123' }), /"to" is not an option, because the node has a field for it/);
    assert.match(problem({ constructor: 'x' }), /no parameter "constructor"/);
    assert.match(problem('x'), /not an object/);
    assert.match(problem([]), /not an object/);
  });

  it('accept a time from five minutes to 35 days ahead, and nothing that only looks like a time', () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    for (const sendAt of [
      inDays(1),
      inDays(34),
      inDays(1).getTime(),
      inDays(1).toISOString(),
      inDays(1).toUTCString(),
    ]) {
      assert.ok(messageOptions({ sendAt }).sendAt instanceof Date);
    }
    for (const sendAt of ['5', 'hello 5', 5, inDays(-1), inDays(0), inDays(36), '2026-13-45T00:00:00Z']) {
      assert.match(problem({ sendAt }), /sendAt is .*; it must be a time/, String(sendAt));
    }
    assert.match(problem({ sendAt: Math.floor(inDays(1).getTime() / 1000) }), /in milliseconds since 1970/);
  });

  it('have short errors, even for large values', () => {
    for (const value of [Buffer.alloc(100_000), 'x'.repeat(100_000), { self: Array(50_000).fill(1) }]) {
      assert.ok(problem({ smartEncoded: value }).length < 200);
    }
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    assert.match(problem({ smartEncoded: circle }), /an object; it must be true or false/);
    assert.match(problem({ smartEncoded: 5n }), /is 5; it must be true or false/);
  });
});
