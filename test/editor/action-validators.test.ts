import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as checks from '../../editor/validators/action-validators';
import {
  docsOf,
  keptParameters,
  operationsOf,
  parameterRows,
  parametersProblem,
  RESOURCES,
} from '../../nodes/api/api-parameters.editor';
import { choicesIn } from '../../editor/account/choices';
import { objectIn, shownOf, usedVariables, variableRows, withMember } from '../../editor/fields/json-rows';
import type { Check } from '../../editor/validators/check';

const read = (file: string): string => readFileSync(path.resolve(__dirname, '../..', file), 'utf8');
const strings = (file: string): Record<string, unknown> => JSON.parse(read(file)) as Record<string, unknown>;

function lookUp(value: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((found, part) => {
    return typeof found === 'object' && found !== null
      ? Object.entries(found).find(([name]) => name === part)?.[1]
      : undefined;
  }, value);
}

/** A check, what is fine to it, and what is wrong with the rest. */
const cases: Record<string, [Check, string[], Record<string, string>]> = {
  'recipients of an SMS': [
    checks.smsRecipients,
    ['+14155550123', '+14155550123, +44 7700 900124;+442079460100', '${TO}', 'rcs:agent'],
    {
      '': 'required',
      '0171 1234567': 'phoneNumber',
      '+14155550123, Ada': 'phoneNumber',
      '+14155550123, ${TO}': 'variableWithin',
    },
  ],
  'recipients on WhatsApp': [
    checks.whatsappRecipients,
    ['+14155550123', 'whatsapp:+14155550123', 'whatsapp:AR.1A2B3C', 'whatsapp:+14155550123,+447700900124'],
    { '': 'required', 'AR.1A2B3C': 'phoneNumber', 'rcs:agent': 'phoneNumber', 'whatsapp:Ada': 'phoneNumber' },
  ],
  'a WhatsApp sender': [checks.whatsappSender, ['', 'whatsapp:+14155550100'], { Ringflow: 'phoneNumber' }],
  'the caller of a phone': [checks.caller('+14155550123'), ['', '+14155550100'], { ada: 'callParty' }],
  'the caller of a SIP address': [
    checks.caller('sip:ada@example.com'),
    ['+14155550100', 'ada'],
    { 'a b': 'callParty' },
  ],
  'the recipient of a call': [
    checks.callRecipient,
    ['', '+14155550123', 'sip:ada@example.com', 'sips:ada@example.com;x=1', 'client:ada.lovelace', '${TO}'],
    { ada: 'callParty', 'rcs:agent': 'callParty', 'sip:ada': 'callParty', 'client:': 'callParty' },
  ],
  'digits to send': [
    checks.sendDigits,
    ['', 'ww1234#', '*A1D', '${PIN}'],
    { '12x': 'sendDigits', [`${'1'.repeat(33)}`]: 'sendDigits' },
  ],
  'a web address': [
    checks.webAddress,
    ['', 'https://example.com/x?y', '${URL}'],
    { 'example.com': 'webAddress', 'https://': 'webAddress', 'https://${HOST}/x': 'variableWithin' },
  ],
  'a moment': [
    checks.moment,
    ['', '2026-12-24T18:00:00Z', '2026-12-24T18:00+01:00', '2026-12-24', '${WHEN}'],
    { tomorrow: 'moment', '2026-13-24T18:00:00Z': 'moment' },
  ],
  'whom to verify over a phone': [
    checks.verifyRecipient('sms'),
    ['', '+14155550123'],
    { 'ada@example.com': 'phoneNumber', [`VE${'0'.repeat(32)}`]: 'phoneNumber' },
  ],
  'whom to verify over email': [checks.verifyRecipient('email'), ['ada@example.com'], { '+14155550123': 'email' }],
  'whom to verify in any way': [
    checks.verifyRecipient(''),
    ['ada@example.com', '+14155550123', `VE${'0'.repeat(32)}`],
    { ada: 'phoneNumber' },
  ],
  'a number to look up': [
    checks.lookupNumber,
    ['', '+14155550123', '(415) 555-0123', '020 7946 0100'],
    { Ada: 'lookupNumber', '+': 'lookupNumber' },
  ],
  'a country': [checks.country, ['', 'US', 'de', '${LAND}'], { USA: 'country', '+1': 'country' }],
  'a day': [
    checks.day,
    ['', '19801231', ' 20240229 ', '${DAY}'],
    { '1980-12-31': 'day', '19801331': 'day', '20230229': 'day', '1980123': 'day', today: 'day' },
  ],
  'a name for a service': [
    checks.serviceName,
    ['Shop', 'x'.repeat(32)],
    { '': 'required', [`${'x'.repeat(33)}`]: 'tooLong' },
  ],
  'a rate': [checks.rate, ['', '0', '1', '0.5', '${RATE}'], { fast: 'rate', '-1': 'rate', '1001': 'rate' }],
  'a path at Twilio': [
    checks.twilioPath,
    [
      '',
      '/2010-04-01/Accounts.json',
      'https://verify.twilio.com/v2/Services',
      'messaging.twilio.com/v1/Services',
      '${PATH}',
    ],
    {
      'https://example.com/twilio.com': 'twilioPath',
      'http://api.twilio.com/': 'twilioPath',
      'https://twilio.com.example.com/': 'twilioPath',
      Services: 'twilioPath',
    },
  ],
  'the SID or the name of a template': [checks.contentSid, ['', `HX${'0'.repeat(32)}`, 'order_update'], { HX1: 'sid' }],
};

describe('the checks of the fields of actions', () => {
  const sentences = strings('locales/en-US/common.json');
  for (const [what, [check, fine, wrong]] of Object.entries(cases)) {
    it(`know ${what}`, () => {
      for (const text of fine) assert.equal(check(text), undefined, text);
      for (const [text, key] of Object.entries(wrong)) {
        assert.equal(check(text)?.key, key, text);
        assert.equal(typeof lookUp(sentences, `common.error.${key}`), 'string', key);
      }
    });
  }

  it('have a sentence for every problem', () => {
    const sources = [
      'editor/validators/action-validators.ts',
      'editor/node/sending.ts',
      'nodes/api/api-parameters.editor.ts',
    ].map(read);
    const keys = sources.flatMap((source) => [...source.matchAll(/key: '(\w+)'/g)].map(([, key]) => key ?? ''));
    assert.ok(keys.length > 10);
    for (const key of [...keys, 'unknownFields', 'needsService', 'chooseService'])
      assert.equal(typeof lookUp(sentences, `common.error.${key}`), 'string', key);
  });
});

describe('the form of the rest api node', () => {
  const words = strings('locales/en-US/api.json');

  it('has a name for every resource and operation of the catalogue, and none for any other', () => {
    assert.deepEqual(Object.keys(lookUp(words, 'twilio-rest.resource') as object).sort(), [...RESOURCES].sort());
    for (const resource of RESOURCES) {
      const named = lookUp(words, `twilio-rest.operation.${resource}`) ?? {};
      assert.deepEqual(Object.keys(named), operationsOf(resource), resource);
    }
  });

  it('has a row for every parameter, the required ones first', () => {
    const rows = parameterRows('availableNumbers', 'search');
    assert.deepEqual(
      rows.slice(0, 3).map(({ name, kind, required }) => [name, kind, required]),
      [
        ['country', 'text', true],
        ['type', 'choice', true],
        ['areaCode', 'number', false],
      ],
    );
    assert.deepEqual(rows[1]?.choices, ['Local', 'Mobile', 'TollFree']);
    assert.deepEqual(parameterRows('request', ''), []);
    assert.deepEqual(
      parameterRows('analytics', '').map(({ name }) => name),
      ['days'],
    );
  });

  it('links to a page of Twilio for every operation', () => {
    for (const resource of RESOURCES) {
      for (const operation of [...operationsOf(resource), '']) {
        assert.match(docsOf(resource, operation), /^https:\/\/(www|help)\.twilio\.com\//);
      }
    }
  });

  it('drops what only the previous operation has', () => {
    const search = { resource: 'availableNumbers', operation: 'search' };
    const list = { resource: 'messages', operation: 'list' };
    const get = { resource: 'messages', operation: 'get' };
    assert.deepEqual(keptParameters({ country: 'DE', type: 'Mobile', own: 1 }, search, list), { own: 1 });
    assert.deepEqual(keptParameters({ sid: 'SM1' }, get, { resource: 'calls', operation: 'get' }), { sid: 'SM1' });
    assert.deepEqual(keptParameters({ Any: 1 }, { resource: 'request', operation: '' }, get), { Any: 1 });
  });

  it('finds the same problems of parameters as the running node', () => {
    const sid = `SM${'0'.repeat(32)}`;
    assert.equal(parametersProblem('messages', 'get', JSON.stringify({ sid })), undefined);
    assert.equal(parametersProblem('messages', 'get', '${PARAMETERS}'), undefined);
    // Node-RED fills nothing in within JSON text.
    const noSid = parametersProblem('messages', 'get', '{"sid": "${SID}"}');
    assert.equal(noSid?.key, 'parameterType.sid');
    assert.equal(noSid.values?.['name'], 'sid');
    const unknown = { key: 'parameterUnknown', values: { name: 'colour' } };
    assert.deepEqual(parametersProblem('messages', 'list', '{"to": "${TO}", "colour": 1}'), unknown);
    assert.equal(
      parametersProblem('incomingNumbers', 'setWebhooks', `{"sid": "PN${'0'.repeat(32)}", "friendlyName": "x"}`),
      undefined,
    );
    assert.equal(parametersProblem('incomingNumbers', 'setWebhooks', '{"sid": "+14155550100"}'), undefined);
    assert.equal(parametersProblem('request', '', '{"AnyThing": 1}'), undefined);
    assert.deepEqual(parametersProblem('messages', 'get', '{}'), { key: 'parameterMissing', values: { name: 'sid' } });
    assert.deepEqual(parametersProblem('messages', 'list', '{"colour": 1}'), unknown);
    assert.equal(parametersProblem('messages', 'list', '[')?.key, 'json');
    assert.deepEqual(parametersProblem('availableNumbers', 'search', '[]'), {
      key: 'jsonObject',
      values: { example: '{ "country": "US" }' },
    });
  });
});

describe('rows for the members of an object', () => {
  it('read and write the object, and leave the rest of it alone', () => {
    const text = { name: 'a', kind: 'text' } as const;
    assert.deepEqual(withMember({ b: 1 }, text, 'x'), { b: 1, a: 'x' });
    assert.deepEqual(withMember({ a: 'x', b: 1 }, text, ''), { b: 1 });
    assert.deepEqual(withMember({}, { name: 'a', kind: 'boolean' }, 'false'), { a: false });
    assert.deepEqual(withMember({}, { name: 'a', kind: 'number' }, '12'), { a: 12 });
    assert.deepEqual(withMember({}, { name: 'a', kind: 'number' }, '${N}'), { a: '${N}' });
  });

  it('show texts, numbers and truths, and nothing that is no single value', () => {
    assert.deepEqual([undefined, null, 'x', 1, false, {}, []].map(shownOf), [
      '',
      '',
      'x',
      '1',
      'false',
      undefined,
      undefined,
    ]);
  });

  it('read an empty text as an empty object, and anything but an object as none', () => {
    assert.deepEqual(
      [objectIn(' '), objectIn('{"a":1}'), objectIn('[1]'), objectIn('{')],
      [{}, { a: 1 }, undefined, undefined],
    );
  });

  it('drop what another template does not use', () => {
    const template = { variables: { 1: 'Monday' }, body: 'On {{1}}, {{name}}' };
    assert.deepEqual(usedVariables({ 1: 'Friday', 2: '9:30', name: 'Ada' }, template), { 1: 'Friday', name: 'Ada' });
  });

  it('are there for the variables of a template and for what is set beside them, numbers in order', () => {
    const rows = variableRows({ 10: 'ten', 2: 'two' }, { 1: 'one', name: 'Ada' });
    assert.deepEqual(
      rows.map(({ name, placeholder }) => [name, placeholder]),
      [
        ['1', ''],
        ['2', 'two'],
        ['10', 'ten'],
        ['name', ''],
      ],
    );
  });
});

describe('the response to a form that requests a list of the account', () => {
  it('is read as far as it makes sense', () => {
    const template = { value: 'HX1', variables: { 1: 'x', 2: 3 } };
    const number = { value: '+14155550100', label: 'Shop', capabilities: ['sms', 1] };
    assert.deepEqual(choicesIn([template, number, { label: 'no value' }, null, 'x']), [
      { value: 'HX1', label: 'HX1', variables: { 1: 'x', 2: '' }, body: '', capabilities: [] },
      { value: '+14155550100', label: 'Shop', variables: {}, body: '', capabilities: ['sms'] },
    ]);
    assert.deepEqual(choicesIn({ error: 'x' }), []);
  });
});
