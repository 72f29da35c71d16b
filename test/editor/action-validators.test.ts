import assert from 'node:assert/strict';
import * as checks from '../../editor/validators/action-validators';
import type { Check } from '../../editor/validators/check';
import { lookUp, read, strings } from './files';

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
