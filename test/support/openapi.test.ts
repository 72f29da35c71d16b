import assert from 'node:assert/strict';
import { assertDescribedResponse, assertKnownRequest, type RestRequestLike } from './openapi';
import { listOf, objectOf, operationOf } from './openapi-spec';

const account = `AC${'a'.repeat(32)}`;
const messages = `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages.json`;
const post = (data: Record<string, unknown>, uri = messages): RestRequestLike => ({ method: 'POST', uri, data });
const good = { To: '+14155550123', From: '+14155550100', Body: 'x' };

describe("the check against Twilio's OpenAPI description", () => {
  it('accepts a request that Twilio describes', () => {
    const all = {
      ...good,
      MediaUrl: ['https://example.com/a', 'https://example.com/b'],
      ValidityPeriod: 60,
      SmartEncoded: true,
      SendAt: '2026-01-02T03:04:05Z',
      ContentSid: undefined,
    };
    assertKnownRequest(post(all));
    assertKnownRequest({ method: 'get', uri: `${messages}?PageSize=20`, params: { 'DateSent>': '2026-01-02' } });
    assertKnownRequest(post({ To: 'whatsapp:+14155550123', MessagingServiceSid: `MG${'a'.repeat(32)}`, Body: 'x' }));
  });

  const wrong: [what: string, request: RestRequestLike, says: RegExp][] = [
    ['an unknown parameter', post({ ...good, Bodie: 'x' }), /no parameter "Bodie"/],
    ['a parameter in the wrong case', post({ ...good, validityPeriod: 60 }), /no parameter "validityPeriod"/],
    ['a missing parameter', post({ From: good.From, Body: 'x' }), /"To" is missing/],
    ['neither sender nor service', post({ To: good.To, Body: 'x' }), /one of From, MessagingServiceSid/],
    ['neither text nor media', post({ To: good.To, From: good.From }), /one of Body, MediaUrl, ContentSid/],
    ['text for a number', post({ ...good, ValidityPeriod: 'long' }), /ValidityPeriod must be a whole number/],
    ['text for a boolean', post({ ...good, SmartEncoded: 'yes' }), /SmartEncoded must be true or false/],
    ['a word that is not offered', post({ ...good, ContentRetention: 'keep' }), /must be equal to one of/],
    ['an SID of another kind', post({ ...good, MessagingServiceSid: account }), /must match pattern/],
    ['a URL that is none', post({ ...good, StatusCallback: 'localhost' }), /must match format "uri"/],
    ['a date that is none', post({ ...good, SendAt: 'tomorrow' }), /must match format "date-time"/],
    ['a number that is none', post({ ...good, To: 'call me, maybe' }), /must match format "phone-number"/],
    ['two of what may occur once', post({ ...good, Body: ['a', 'b'] }), /may occur once/],
    ['an object in a form', post({ ...good, Body: { text: 'x' } }), /only text, numbers and booleans/],
    ['null', post({ ...good, Body: null }), /only text, numbers and booleans/],
    ['an unknown query', { method: 'GET', uri: messages, params: { Limit: 1 } }, /no query parameter "Limit"/],
    ['a page size out of range', { method: 'GET', uri: messages, params: { PageSize: 1001 } }, /<= 1000/],
    ['a body where none belongs', { method: 'GET', uri: messages, data: good }, /takes no body/],
    ['an unknown path', post(good, messages.replace('Messages', 'Pigeons')), /has no operation POST .*Pigeons/],
    ['an unknown method', { method: 'DELETE', uri: messages }, /has no operation DELETE/],
    ['a malformed path', post(good, messages.replace(account, 'AC1')), /must match pattern|fewer than 34/],
    ['another host', post(good, 'https://example.com/2010-04-01/Accounts.json'), /no host of Twilio/],
  ];
  for (const [what, request, says] of wrong) {
    it(`refuses ${what}`, () => {
      assert.throws(() => {
        assertKnownRequest(request);
      }, says);
    });
  }

  it("accepts Twilio's own examples of what is answered", () => {
    const { operation } = operationOf('POST', messages);
    const content = objectOf(objectOf(objectOf(operation['responses'])['201'])['content']);
    const examples = Object.values(objectOf(objectOf(content['application/json'])['examples']));
    assert.ok(examples.length > 5);
    for (const example of examples) {
      assertDescribedResponse(post(good), { statusCode: 201, body: objectOf(example)['value'] });
    }
  });

  describe('refuses an answer', () => {
    const { operation } = operationOf('POST', messages);
    const content = objectOf(objectOf(objectOf(operation['responses'])['201'])['content']);
    const [example] = Object.values(objectOf(objectOf(content['application/json'])['examples']));
    const body = objectOf(objectOf(example)['value']);
    const refuse = (statusCode: number, answer: unknown, says: RegExp): void => {
      assert.throws(() => {
        assertDescribedResponse(post(good), { statusCode, body: answer });
      }, says);
    };

    it('with a property that is not described', () => {
      refuse(201, { ...body, colour: 'red' }, /colour/);
    });
    it('that leaves a described property out', () => {
      const rest = Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'num_segments'));
      refuse(201, rest, /num_segments/);
      assertDescribedResponse(post(good), { statusCode: 201, body: rest }, { optional: ['num_segments'] });
    });
    it('with a wrong type, word, SID or date', () => {
      refuse(201, { ...body, num_segments: 1 }, /num_segments must be string/);
      refuse(201, { ...body, status: 'on its way' }, /must be equal to one of/);
      refuse(201, { ...body, status: null }, /status/);
      refuse(201, { ...body, sid: 'SM1' }, /sid/);
      refuse(201, { ...body, date_created: '2026-01-02T03:04:05Z' }, /date-time-rfc-2822/);
    });
    it('with null, unless the description or its examples have one there', () => {
      const lookup = { method: 'GET', uri: 'https://lookups.twilio.com/v2/PhoneNumbers/%2B14155550123' };
      const { operation: lookups } = operationOf('GET', lookup.uri);
      const { examples } = objectOf(
        objectOf(objectOf(objectOf(lookups['responses'])['200'])['content'])['application/json'],
      );
      const found = objectOf(objectOf(objectOf(examples)['fetch'])['value']);
      assertDescribedResponse(lookup, { statusCode: 200, body: found });
      assert.throws(() => {
        assertDescribedResponse(lookup, { statusCode: 200, body: { ...found, valid: null } });
      }, /valid must be boolean/);
    });
    it('of another status, or of an error', () => {
      refuse(200, body, /status 200 is not described/);
      refuse(400, { code: 21211 }, /400 is no success/);
    });
    it('with a body where there is none', () => {
      const uri = messages.replace('.json', `/SM${'a'.repeat(32)}.json`);
      assertDescribedResponse({ method: 'DELETE', uri }, { statusCode: 204, body: '' });
      assert.throws(() => {
        assertDescribedResponse({ method: 'DELETE', uri }, { statusCode: 204, body });
      }, /has no body/);
    });
  });

  it('reads the other products, chosen by host and path', () => {
    const service = `VA${'a'.repeat(32)}`;
    const verify = `https://verify.twilio.com/v2/Services/${service}/Verifications`;
    assertKnownRequest(post({ To: '+14155550123', Channel: 'sms' }, verify));
    assert.throws(() => {
      assertKnownRequest(post({ To: '+14155550123' }, verify));
    }, /"Channel" is missing/);
    const lookup = 'https://lookups.twilio.com/v2/PhoneNumbers/%2B14155550123?Fields=line_status';
    assertKnownRequest({ method: 'GET', uri: lookup });
    assertKnownRequest({ method: 'GET', uri: 'https://content.twilio.com/v1/Content', params: { PageSize: 5 } });
    assertKnownRequest({ method: 'GET', uri: 'https://messaging.twilio.com/v1/Services' });
    assert.throws(() => {
      assertKnownRequest({ method: 'GET', uri: 'https://verify.twilio.com/v9/Services' });
    }, /no description of verify/);
    assert.ok(listOf(operationOf('GET', lookup).operation['parameters']).length > 5);
  });

  it('prefers the path with fewer variables', () => {
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${account}/IncomingPhoneNumbers/Local.json`;
    assert.equal(operationOf('GET', uri).name, 'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Local.json');
  });
});
