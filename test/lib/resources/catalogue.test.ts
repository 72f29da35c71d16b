import assert from 'node:assert/strict';
import { CATALOGUE, operationOf, type Operation, type Parameter } from '../../../lib/resources/catalogue';
import { requestOf } from '../../../lib/resources/request';
import { runOperation } from '../../../lib/resources/run';
import { assertDescribedResponse, assertKnownRequest, type RestRequestLike } from '../../support/openapi';
import { operations } from '../../support/operations';
import { furnish, own, person, type Furnished } from './scene';

/** A valid value of a parameter. */
function sampleOf({ name, type, prefix = '', choices = [] }: Parameter): unknown {
  switch (type) {
    case 'sid':
      return `${prefix === '' ? 'SM' : prefix}${'b'.repeat(32)}`;
    case 'number':
      return name === 'areaCode' ? 415 : 60;
    case 'boolean':
      return true;
    case 'date':
      return '2026-01-02';
    case 'time':
      return '2026-01-02T03:04:05Z';
    case 'url':
      return 'https://example.com/hook';
    case 'socket':
      return 'wss://example.com/audio';
    case 'country':
      return 'us';
    case 'phone':
      return own;
    case 'choice':
      return choices[0];
    case 'text':
      return { to: person, from: own, twiml: '<Response/>', areaCode: '415', category: 'sms' }[name] ?? 'something';
  }
}

/** The request of an operation, as the SDK sends it. */
function restRequest(operation: Operation, parameters: Record<string, unknown>, accountSid: string): RestRequestLike {
  const { method, url, parameters: sent } = requestOf(operation, parameters, accountSid);
  return { method: method.toUpperCase(), uri: url, ...(method === 'post' ? { data: sent } : { params: sent }) };
}

describe('each operation of the catalogue', () => {
  let at: Furnished;
  beforeEach(async () => {
    at = await furnish();
  });
  afterEach(() => at.close());

  for (const { resource, name, operation, parameters } of operations) {
    // Twilio's OpenAPI description does not include files.
    if (operation.result === 'file') {
      it(`${resource} ${name}: returns the bytes of a file`, async () => {
        const given = await runOperation(at.scene.account, operation, parameters(at.sids));
        assert.equal(given.gives, 'file');
        assert.ok(given.bytes.length > 40);
        assert.match(given.contentType, resource === 'recordings' ? /^audio\/(x-)?wav/ : /^image\//);
        const sent = at.scene.calls.map(({ request }) => new URL(request.uri).pathname);
        assert.match(sent[0] ?? '', resource === 'recordings' ? /\/Recordings\/RE\w+\.wav$/ : /\/Media\/ME\w+$/);
      });
      continue;
    }

    it(`${resource} ${name}: matches Twilio's OpenAPI description`, async () => {
      const { simulator } = at;
      const request = restRequest(operation, parameters(at.sids), simulator.accountSid);
      assertKnownRequest(request);
      const response = await simulator.request({
        method: request.method,
        uri: request.uri,
        ...(request.params === undefined ? {} : { params: request.params }),
        ...(request.data === undefined ? {} : { data: request.data }),
        username: simulator.accountSid,
        password: simulator.authToken,
      });
      assertDescribedResponse(request, response);
      if (operation.result === 'list' && operation.key !== undefined) {
        const items: unknown = Reflect.get(Object(response.body), operation.key);
        assert.ok(Array.isArray(items) && items.length > 0, `there is nothing in ${operation.key}`);
      }
    });

    it(`${resource} ${name}: sends each parameter under Twilio's name`, () => {
      const all = operation.parameters.map((parameter) => [parameter.name, sampleOf(parameter)]);
      assertKnownRequest(restRequest(operation, Object.fromEntries(all), at.simulator.accountSid));
    });

    it(`${resource} ${name}: runs with an account, and matches Twilio's description`, async () => {
      const given = await runOperation(at.scene.account, operation, parameters(at.sids), { confirmed: true });
      assert.equal(given.gives, operation.result);
      at.scene.assertDescribed();
      const shown = given.gives === 'list' ? given.resources[0] : given.gives === 'file' ? undefined : given.resource;
      assert.ok(shown);
      assert.ok(
        Object.keys(shown).every((key) => !key.includes('_')),
        Object.keys(shown).join(),
      );
    });
  }

  it('names a page of documentation, and needs a confirmation when it costs money or cannot be undone', () => {
    for (const { operation } of operations) assert.match(operation.docs, /^https:\/\/(www|help)\.twilio\.com\//);
    assert.deepEqual(
      new Set(operations.filter(({ operation }) => operation.confirm === true).map(({ name }) => name)),
      new Set(['redact', 'delete', 'buy', 'release']),
    );
    for (const { name, operation } of operations) {
      if (operation.method === 'delete') assert.equal(operation.confirm, true, name);
    }
  });
});

describe('an operation', () => {
  it('is found only by its names', () => {
    assert.equal(operationOf('messages', 'list'), CATALOGUE.messages.list);
    for (const [resource, name] of [
      ['messages', 'send'],
      ['pigeons', 'list'],
      ['messages', 'toString'],
      ['constructor', 'name'],
    ] as const) {
      assert.equal(operationOf(resource, name), undefined);
    }
  });
});
