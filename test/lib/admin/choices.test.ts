import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import type { RestResponse } from '../../../lib/account/transport';
import { answerChoices, choicesOf } from '../../../lib/admin/choices';
import { accountSettings, tokenCredentials } from '../../support/account';

const TOKEN = 'a-token-that-nobody-may-see';

/** An account that Twilio gives this answer. */
function account(body: unknown, statusCode = 200, authToken = TOKEN): { account: Account; asked: string[] } {
  const asked: string[] = [];
  const answer: RestResponse = { statusCode, body };
  return {
    asked,
    account: new Account({
      settings: accountSettings,
      credentials: { ...tokenCredentials, authToken },
      transport({ uri }) {
        asked.push(uri);
        return Promise.resolve(answer);
      },
      retry: { retries: 0, maxWaitMs: 0, firstWaitMs: 0 },
    }),
  };
}

describe('what a form offers to choose from', () => {
  it('are content templates, with their text, and an example for each variable', async () => {
    const contents = [
      {
        sid: 'HX2',
        friendly_name: 'reminder',
        language: 'en',
        variables: { 1: 'Monday' },
        types: { 'twilio/quick-reply': { body: 'On {{1}} at {{ time }}?', actions: [{ title: '{{3}}' }] } },
      },
      {
        sid: 'HX1',
        friendly_name: 'hello',
        language: 'de',
        variables: {},
        types: { 'twilio/text': { body: 'Hallo' } },
      },
    ];
    const { account: of, asked } = account({ contents, meta: {} });
    assert.deepEqual(await choicesOf(of, 'contentTemplates'), [
      { value: 'HX1', label: 'hello (de)', variables: {}, body: 'Hallo' },
      {
        value: 'HX2',
        label: 'reminder (en)',
        variables: { 1: 'Monday', 3: '', time: '' },
        body: 'On {{1}} at {{ time }}?',
      },
    ]);
    assert.deepEqual(asked, ['https://content.twilio.com/v1/Content']);
  });

  describe('for a call', () => {
    const own = {
      incoming_phone_numbers: [
        { sid: 'PN1', phone_number: '+14155550101', friendly_name: '', capabilities: { sms: true, voice: true } },
      ],
    };
    const verified = {
      outgoing_caller_ids: [
        { sid: 'PN2', phone_number: '+14155550101', friendly_name: '(415) 555-0101' },
        { sid: 'PN3', phone_number: '+14155550100', friendly_name: 'Office' },
      ],
    };
    /** An account whose verified caller IDs are answered with this. */
    const calling = (answer: RestResponse): Account =>
      new Account({
        settings: accountSettings,
        credentials: tokenCredentials,
        transport: ({ uri }) =>
          Promise.resolve(uri.includes('/OutgoingCallerIds.json') ? answer : { statusCode: 200, body: own }),
        retry: { retries: 0, maxWaitMs: 0, firstWaitMs: 0 },
      });
    const OWN = { value: '+14155550101', label: '+14155550101', capabilities: ['sms', 'voice'] };

    it('are numbers of the account, and then verified caller IDs, each number once', async () => {
      assert.deepEqual(await choicesOf(calling({ statusCode: 200, body: verified }), 'callerIds'), [
        OWN,
        { value: '+14155550100', label: '+14155550100 – Office', capabilities: ['verified'] },
      ]);
    });

    it('are only the numbers when Twilio does not show the verified caller IDs', async () => {
      const body = { code: 20003, message: 'Permission Denied', status: 403 };
      assert.deepEqual(await choicesOf(calling({ statusCode: 403, body }), 'callerIds'), [OWN]);
    });
  });

  it('are services by their names, and numbers', async () => {
    const services = {
      services: [
        { sid: 'VA1', friendly_name: 'Shop' },
        { sid: 'VA2', friendly_name: '' },
      ],
    };
    assert.deepEqual(await choicesOf(account(services).account, 'verifyServices'), [
      { value: 'VA1', label: 'Shop' },
      { value: 'VA2', label: 'VA2' },
    ]);
    const numbers = {
      incoming_phone_numbers: [
        {
          sid: 'PN1',
          phone_number: '+14155550100',
          friendly_name: 'Front desk',
          capabilities: { sms: true, mms: false, voice: true, fax: true },
        },
        { sid: 'PN2', phone_number: '+14155550101', friendly_name: '+14155550101' },
        { sid: 'PN3', phone_number: '+14155550102', friendly_name: '(415) 555-0102', capabilities: 'none' },
      ],
    };
    assert.deepEqual(await choicesOf(account(numbers).account, 'incomingNumbers'), [
      { value: '+14155550100', label: '+14155550100 – Front desk', capabilities: ['sms', 'voice'] },
      { value: '+14155550101', label: '+14155550101', capabilities: [] },
      { value: '+14155550102', label: '+14155550102', capabilities: [] },
    ]);
  });

  it('are WhatsApp senders by their profile, from the page that has them', async () => {
    const senders = [
      { sid: 'XE1', sender_id: 'whatsapp:+14155550100', profile: { name: 'Shop' } },
      { sid: 'XE2', sender_id: 'whatsapp:+14155550101' },
      { sid: 'XE3' },
    ];
    const { account: of, asked } = account({ senders, meta: {} });
    assert.deepEqual(await choicesOf(of, 'whatsappSenders'), [
      { value: '+14155550100', label: '+14155550100 – Shop' },
      { value: '+14155550101', label: '+14155550101' },
    ]);
    assert.deepEqual(asked, ['https://messaging.twilio.com/v2/Channels/Senders']);
  });

  it('are at most 500, however many the account has', async () => {
    const many = Array.from({ length: 700 }, (_one, index) => ({ phone_number: `+1415${String(5550000 + index)}` }));
    const { account: of, asked } = account({ incoming_phone_numbers: many });
    assert.equal((await choicesOf(of, 'incomingNumbers')).length, 500);
    assert.equal(asked.length, 1);
  });

  it('get 404 while the account is not deployed', async () => {
    assert.deepEqual(await answerChoices(undefined, 'verifyServices'), {
      status: 404,
      body: { error: 'This account is not deployed.' },
    });
  });

  it('are of known kinds only', async () => {
    for (const what of ['secrets', '__proto__', 'constructor', undefined]) {
      assert.equal((await answerChoices(account({}).account, what)).status, 400, String(what));
    }
  });

  it('report an error as a sentence, without a secret, and never with 401 or 403', async () => {
    const body = { code: 20003, message: `Authenticate ${TOKEN}`, status: 401 };
    const answer = await answerChoices(account(body, 401).account, 'verifyServices');
    assert.equal(answer.status, 502);
    const { error } = answer.body as { error: string };
    assert.match(error, /^Authenticate \*\*\*\. Check the Account SID/);
  });

  it('are not requested for an incomplete account', async () => {
    const { account: of, asked } = account({}, 200, '');
    const answer = await answerChoices(of, 'verifyServices');
    assert.equal(answer.status, 409);
    assert.match((answer.body as { error: string }).error, /auth token is missing/i);
    assert.deepEqual(asked, []);
  });
});
