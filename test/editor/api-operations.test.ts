import assert from 'node:assert/strict';
import {
  docsOf,
  keptParameters,
  operationsOf,
  parameterRows,
  parametersProblem,
  RESOURCES,
} from '../../nodes/api/api-parameters.editor';
import { lookUp, strings } from './files';

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
