import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { smsRecipient, smsSender, whatsappAddress } from '../../../lib/addresses/message-address';

const codeOf = (work: () => unknown): string => {
  try {
    return `got ${String(work())}`;
  } catch (error) {
    assert.ok(error instanceof TwilioError);
    assert.ok(error.cause.hint.endsWith('.'));
    return error.code;
  }
};

describe('a recipient', () => {
  it('is a number in E.164 format, for any way to write it', () => {
    for (const written of [
      '+14155550100',
      ' +1 (415) 555-0100 ',
      '+1.415.555.0100',
      '+1/415/555/0100',
      '+1\u00a0415\u20115550100',
    ]) {
      assert.equal(smsRecipient(written), '+14155550100', written);
    }
    assert.equal(smsRecipient('rcs:+14155550100'), 'rcs:+14155550100');
  });

  it('is nothing else', () => {
    for (const wrong of [
      '',
      ' ',
      null,
      undefined,
      {},
      [],
      'Ada',
      '4155550100',
      '0041 79 555 01 00',
      '+0155550100',
      '+1',
      `+${'1'.repeat(16)}`,
      '+1415555O1OO',
      'whatsapp:+14155550100',
      '+14155550100,+14155550101',
      14155550100,
    ]) {
      assert.equal(
        codeOf(() => smsRecipient(wrong)),
        'INVALID_RECIPIENT',
        JSON.stringify(wrong),
      );
    }
  });

  it('has the same digits and nothing else', () => {
    const number = fc.stringMatching(/^[1-9]\d{5,13}$/);
    const punctuation = fc.array(fc.constantFrom(' ', '-', '(', ')', '.', '/'), { maxLength: 3 });
    fc.assert(
      fc.property(number, fc.array(punctuation), (digits, gaps) => {
        const written = [...digits].map((digit, index) => `${(gaps[index] ?? []).join('')}${digit}`).join('');
        assert.equal(smsRecipient(`+${written}`), `+${digits}`);
      }),
    );
  });
});

describe('a sender', () => {
  it('is a number, a short code or a sender ID', () => {
    for (const [written, sender] of [
      ['+1 415 555 0100', '+14155550100'],
      ['12345', '12345'],
      [12345, '12345'],
      ['MyClinic', 'MyClinic'],
      ['Fish & Chip', 'Fish & Chip'],
      ['4 you', '4 you'],
    ] as const) {
      assert.equal(smsSender(written), sender);
    }
    for (const wrong of ['', 'a name that is too long', '???', 'Ärzte', '123456789', {}, null]) {
      assert.equal(
        codeOf(() => smsSender(wrong)),
        'INVALID_SENDER',
        JSON.stringify(wrong),
      );
    }
  });
});

describe('a WhatsApp address', () => {
  it('may be written with or without its prefix', () => {
    for (const written of ['+14155550100', 'whatsapp:+14155550100', 'WhatsApp: +1 415 555 0100']) {
      assert.equal(whatsappAddress(written, 'recipient'), 'whatsapp:+14155550100');
    }
    assert.equal(whatsappAddress('whatsapp:AR.1A2B', 'recipient'), 'whatsapp:AR.1A2B');
  });

  it('is nothing else', () => {
    for (const [wrong, role, code] of [
      ['', 'recipient', 'INVALID_RECIPIENT'],
      ['', 'sender', 'MISSING_FROM_NUMBER'],
      ['Ada', 'recipient', 'INVALID_WHATSAPP_NUMBER'],
      ['whatsapp:Ada', 'recipient', 'INVALID_WHATSAPP_NUMBER'],
      ['AR.1A2B', 'recipient', 'INVALID_WHATSAPP_NUMBER'],
      ['4155550100', 'sender', 'INVALID_WHATSAPP_NUMBER'],
    ] as const) {
      assert.equal(
        codeOf(() => whatsappAddress(wrong, role)),
        code,
        wrong,
      );
    }
  });
});
