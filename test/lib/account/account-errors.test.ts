/** What an account does when Twilio rejects a request: it retries, or reports an error with a hint. */
import assert from 'node:assert/strict';
import { knownTwilioCode } from '../../../lib/errors/known-twilio-codes';
import type { RestResponse } from '../../../lib/account/transport';
import { accountWith, answering, credentials, failure, fetchOne, ok, retry, send } from './answering-account';

describe('a request of an account', () => {
  describe('that gets a 429', () => {
    const busy = (headers: Record<string, string> = {}): RestResponse => ({
      statusCode: 429,
      body: { code: 20429, message: 'Too Many Requests', status: 429 },
      headers,
    });

    it('retries, because nothing was processed', async () => {
      const { transport, asked } = answering(busy(), busy(), ok);
      await send(accountWith(transport));
      assert.equal(asked.length, 3);
    });

    it('fails after its last retry', async () => {
      const { transport, asked } = answering(busy());
      const error = await failure(send(accountWith(transport)));
      assert.equal(error.code, 'RATE_LIMITED');
      assert.equal(error.cause.twilioCode, 20429);
      assert.equal(asked.length, 1 + retry.retries);
    });

    for (const body of [
      { code: 60202, message: 'Max check attempts reached' },
      '{"code":60202,"message":"Max check"}',
    ]) {
      it(`neither retries nor delays other requests when the limit is about one person (${typeof body})`, async () => {
        const { transport, asked } = answering({ statusCode: 429, body, headers: { 'Retry-After': '2' } }, ok);
        const account = accountWith(transport);
        assert.equal((await failure(fetchOne(account))).cause.twilioCode, 60202);
        const before = performance.now();
        await send(account);
        assert.ok(performance.now() - before < 1000);
        assert.equal(asked.length, 2);
      });
    }

    it('waits as long as Retry-After names', async () => {
      const { transport, asked } = answering(busy({ 'Retry-After': '1' }), ok);
      const before = performance.now();
      await send(accountWith(transport));
      assert.ok(performance.now() - before >= 1000);
      assert.equal(asked.length, 2);
    });

    it('does not retry when Retry-After is over the limit', async () => {
      const { transport, asked } = answering(busy({ 'retry-after': '3600' }), ok);
      assert.equal((await failure(send(accountWith(transport)))).code, 'RATE_LIMITED');
      assert.equal(asked.length, 1);
    });

    it('stops waiting when the flow is stopped', async () => {
      const { transport } = answering(busy({ 'Retry-After': '2' }));
      const account = accountWith(async (request) => {
        const answer = await transport(request);
        setImmediate(() => {
          account.close();
        });
        return answer;
      });
      const error = await failure(send(account));
      assert.match(error.message, /flow was stopped/);
      assert.equal(error.code, 'FLOW_STOPPED');
    });
  });

  describe('that Twilio refuses', () => {
    const refused = (status: number, code: number, message: string): RestResponse => ({
      statusCode: status,
      body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    });
    const known = Array.from({ length: 100_000 }, (_, code) => code).filter(
      (code) => knownTwilioCode(code) !== undefined,
    );

    it('has a hint for at least 40 error codes', () => {
      assert.ok(known.length >= 40, String(known.length));
      for (const code of known) assert.match(knownTwilioCode(code)?.hint ?? '', /^[A-Z].{15,}\.$/, String(code));
    });

    it('has the code and the hint of the table for each of them', async () => {
      for (const code of known) {
        const { transport, asked } = answering(refused(400, code, 'no'));
        const error = await failure(send(accountWith(transport)));
        const { code: ours, hint } = knownTwilioCode(code) ?? {};
        // For a message, the code is INVALID_MESSAGE.
        const expected = ours === 'INVALID_PARAMETER' ? 'INVALID_MESSAGE' : ours;
        assert.deepEqual({ code: error.code, hint: error.cause.hint }, { code: expected, hint }, String(code));
        assert.equal(error.cause.twilioCode, code);
        assert.equal(asked.length, 1, `${code} was asked again`);
      }
    });

    const cases: [number, number, string][] = [
      [401, 20003, 'INVALID_CREDENTIALS'],
      [404, 20404, 'NOT_FOUND'],
      [400, 21211, 'INVALID_RECIPIENT'],
      [400, 21408, 'INVALID_RECIPIENT'],
      [400, 21606, 'INVALID_SENDER'],
      [400, 21608, 'INVALID_RECIPIENT'],
      [400, 21610, 'OPTED_OUT'],
      [400, 21617, 'MESSAGE_TOO_LARGE'],
      [400, 21619, 'INVALID_MESSAGE'],
      [400, 21655, 'MISSING_CONTENT_SID'],
      [400, 99999, 'SEND_MESSAGE_FAILED'],
    ];
    for (const [status, code, expected] of cases) {
      it(`with ${code}: ${expected}, a link and a hint`, async () => {
        const { transport, asked } = answering(refused(status, code, `no, ${credentials.authToken}`));
        const error = await failure(send(accountWith(transport)));
        assert.equal(error.code, expected);
        assert.deepEqual(error.cause, {
          twilioCode: code,
          status,
          moreInfo: `https://www.twilio.com/docs/errors/${code}`,
          hint: error.cause.hint,
        });
        assert.ok(error.cause.hint.endsWith('.'));
        assert.equal(error.message, 'no, ***');
        assert.equal(asked.length, 1);
      });
    }

    it('as in RFC 9457, like its newer APIs', async () => {
      const body = { type: 'https://www.twilio.com/docs/api/errors/20001', title: 'Bad', status: 400, code: 20001 };
      const error = await failure(send(accountWith(answering({ statusCode: 400, body }).transport)));
      assert.deepEqual([error.code, error.cause.twilioCode], ['INVALID_MESSAGE', 20001]);
    });

    it('with 403 and an error code: that is about the request, not about the credentials', async () => {
      const error = await failure(send(accountWith(answering(refused(403, 29_999, 'no')).transport)));
      assert.deepEqual(
        [error.code, error.cause.hint],
        ['SEND_MESSAGE_FAILED', 'See https://www.twilio.com/docs/api/errors/29999.'],
      );
    });
  });
});
