import assert from 'node:assert/strict';
import { CATALOGUE, operationOf, type Operation, type Parameter } from '../../../lib/resources/catalogue';
import { requestOf } from '../../../lib/resources/request';
import { runOperation } from '../../../lib/resources/run';
import { assertDescribedResponse, assertKnownRequest, type RestRequestLike } from '../../support/openapi';
import { furnish, own, person, type Furnished } from './scene';

type Sids = Furnished['sids'];

/** What each operation is tried with. An operation of the catalogue that is missing here does not compile. */
type Tries = {
  [R in keyof typeof CATALOGUE]: {
    [O in keyof (typeof CATALOGUE)[R]]: (sids: Sids) => Record<string, unknown>;
  };
};

const none = () => ({});

const tries: Tries = {
  messages: {
    list: none,
    get: ({ message }) => ({ sid: message }),
    cancel: ({ scheduled }) => ({ sid: scheduled }),
    redact: ({ message }) => ({ sid: message }),
    delete: ({ message }) => ({ sid: message }),
  },
  messageMedia: {
    list: ({ picture }) => ({ messageSid: picture }),
    get: ({ picture, media }) => ({ messageSid: picture, sid: media }),
    fetch: ({ picture, media }) => ({ messageSid: picture, sid: media }),
    delete: ({ picture, media }) => ({ messageSid: picture, sid: media }),
  },
  calls: {
    list: none,
    get: ({ call }) => ({ sid: call }),
    update: ({ running }) => ({ sid: running, twiml: '<Response><Hangup/></Response>' }),
    hangUp: ({ running }) => ({ sid: running }),
    delete: ({ call }) => ({ sid: call }),
  },
  recordings: {
    list: none,
    get: ({ recording }) => ({ sid: recording }),
    fetch: ({ recording }) => ({ sid: recording, format: 'wav' }),
    delete: ({ recording }) => ({ sid: recording }),
  },
  transcriptions: {
    list: none,
    get: ({ transcription }) => ({ sid: transcription }),
    delete: ({ transcription }) => ({ sid: transcription }),
  },
  incomingNumbers: {
    list: none,
    get: ({ number }) => ({ sid: number }),
    update: ({ number }) => ({ sid: number, friendlyName: 'London' }),
    setWebhooks: ({ number }) => ({ sid: number }),
    buy: () => ({ phoneNumber: '+15005550006' }),
    release: ({ number }) => ({ sid: number }),
  },
  availableNumbers: { search: () => ({ country: 'GB', type: 'Mobile' }) },
  usage: { daily: none, monthly: none, byCategory: none },
  balance: { get: none },
  messagingServices: { list: none, get: ({ messagingService }) => ({ sid: messagingService }) },
  contentTemplates: { list: none, get: ({ template }) => ({ sid: template }) },
  verifyServices: { list: none },
  account: { get: none },
};

/** A value that a parameter takes. */
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
    case 'url':
      return 'https://example.com/hook';
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

const operations = Object.entries(CATALOGUE).flatMap(([resource, all]) =>
  Object.keys(all).map((name) => {
    const operation = operationOf(resource, name);
    const attempt: unknown = Reflect.get(Reflect.get(tries, resource), name);
    assert.ok(operation && typeof attempt === 'function');
    return { resource, name, operation, parameters: attempt as (sids: Sids) => Record<string, unknown> };
  }),
);

/** A request of the catalogue as it leaves the SDK. */
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
    // Files are outside of Twilio's description.
    if (operation.gives === 'file') {
      it(`${resource} ${name}: gives the bytes of a file`, async () => {
        const given = await runOperation(at.scene.account, operation, parameters(at.sids));
        assert.equal(given.gives, 'file');
        assert.ok(given.bytes.length > 40);
        assert.match(given.contentType, resource === 'recordings' ? /^audio\/(x-)?wav/ : /^image\//);
        const sent = at.scene.calls.map(({ request }) => new URL(request.uri).pathname);
        assert.match(sent[0] ?? '', resource === 'recordings' ? /\/Recordings\/RE\w+\.wav$/ : /\/Media\/ME\w+$/);
      });
      continue;
    }

    it(`${resource} ${name}: is asked for, and answered, as Twilio describes it`, async () => {
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
      if (operation.gives === 'list' && operation.key !== undefined) {
        const items: unknown = Reflect.get(Object(response.body), operation.key);
        assert.ok(Array.isArray(items) && items.length > 0, `there is nothing in ${operation.key}`);
      }
    });

    it(`${resource} ${name}: sends each of its parameters under a name that Twilio knows`, () => {
      const all = operation.parameters.map((parameter) => [parameter.name, sampleOf(parameter)]);
      assertKnownRequest(restRequest(operation, Object.fromEntries(all), at.simulator.accountSid));
    });

    it(`${resource} ${name}: is done by an account, and what it asks and gets is as Twilio describes it`, async () => {
      const given = await runOperation(at.scene.account, operation, parameters(at.sids), { confirmed: true });
      assert.equal(given.gives, operation.gives);
      at.scene.assertDescribed();
      const shown = given.gives === 'list' ? given.resources[0] : given.gives === 'file' ? undefined : given.resource;
      assert.ok(shown);
      assert.ok(
        Object.keys(shown).every((key) => !key.includes('_')),
        Object.keys(shown).join(),
      );
    });
  }

  it('names a page of documentation, and needs a yes for what costs or is gone', () => {
    for (const { operation } of operations) assert.match(operation.docs, /^https:\/\/(www|help)\.twilio\.com\//);
    assert.deepEqual(
      operations.filter(({ operation }) => operation.confirm === true).map(({ name }) => name),
      ['buy', 'release'],
    );
  });
});

describe('an operation', () => {
  it('is found by its names, and nothing else is', () => {
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
