import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { answerConnectionTest, type ConnectionSources } from '../../../lib/admin/test-connection';
import { tokenCredentials } from '../../support/account';

const TOKEN = 'a-token-that-nobody-may-see';
const { accountSid } = tokenCredentials;

interface Asked {
  uri: string;
  username: string | undefined;
  password: string | undefined;
}

/** Tests a form against a Twilio that gives this answer. */
async function test(form: unknown, answer: { statusCode: number; body: unknown }, saved: object = {}) {
  const asked: Asked[] = [];
  const sources: ConnectionSources = {
    saved,
    replaceVariable: (text) => text.replace('${SID}', accountSid),
    create: (options) =>
      new Account({
        ...options,
        transport({ uri, username, password }) {
          asked.push({ uri, username, password });
          return Promise.resolve(answer);
        },
        retry: { retries: 0, maxWaitMs: 0, firstWaitMs: 0 },
      }),
  };
  return { asked, answer: await answerConnectionTest(form, sources) };
}

const GOOD = { statusCode: 200, body: { friendly_name: 'Shop', status: 'active', type: 'Trial' } };
const BAD = { statusCode: 401, body: { code: 20003, message: 'Authenticate', status: 401 } };

describe('the test of a connection in the account’s form', () => {
  it('says which account it is', async () => {
    const { answer, asked } = await test({ auth: 'token', accountSid, authToken: TOKEN }, GOOD);
    assert.deepEqual(answer, { status: 200, body: { valid: true, name: 'Shop', status: 'active', type: 'Trial' } });
    assert.match(asked[0]?.uri ?? '', new RegExp(`/Accounts/${accountSid}\\.json`));
    assert.equal(asked[0]?.password, TOKEN);
  });

  it('uses the saved token when it was not typed again, and environment variables', async () => {
    const form = { auth: 'token', accountSid: '${SID}', authToken: '__PWRD__' };
    const { answer, asked } = await test(form, GOOD, { authToken: TOKEN });
    assert.equal(answer.status, 200);
    assert.deepEqual([asked[0]?.username, asked[0]?.password], [accountSid, TOKEN]);
  });

  it('sends the request to the selected region', async () => {
    const { asked } = await test({ auth: 'token', accountSid, authToken: TOKEN, region: 'ie1' }, GOOD);
    assert.match(asked[0]?.uri ?? '', /^https:\/\/api\.dublin\.ie1\.twilio\.com\//);
  });

  it('says what to do when Twilio returns an error, and shows no secret', async () => {
    const { answer } = await test({ auth: 'token', accountSid, authToken: TOKEN }, BAD);
    assert.equal(answer.status, 200);
    assert.ok('valid' in answer.body && !answer.body.valid);
    assert.ok(answer.body.hint.length > 10);
    assert.ok(!JSON.stringify(answer).includes(TOKEN));
  });

  it('says what is missing before anything is sent', async () => {
    const { answer, asked } = await test({ auth: 'token', accountSid, authToken: '' }, GOOD);
    assert.match(JSON.stringify(answer), /auth token is missing/);
    assert.deepEqual(asked, []);
  });

  it('never responds with 401 or 403, which would log the editor out', async () => {
    const { answer } = await test({ auth: 'token', accountSid, authToken: TOKEN }, { statusCode: 500, body: {} });
    assert.equal(answer.status, 502);
    for (const form of [undefined, null, 'text', [], 5]) {
      const { answer: refused, asked } = await test(form, GOOD);
      assert.equal(refused.status, 400);
      assert.deepEqual(asked, []);
    }
    const { answer: odd } = await test({ auth: 5, accountSid: {}, authToken: [] }, GOOD);
    assert.equal(odd.status, 200);
  });
});
