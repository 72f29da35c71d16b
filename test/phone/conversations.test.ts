import assert from 'node:assert/strict';
import { acceptsReplies } from '../../phone/model/address';
import type { TextMessage } from '../../phone/model/message';
import { conversationsOf, otherPhones, sidsToMarkRead } from '../../phone/state/conversations';
import { INITIAL_STATE } from '../../phone/state/phone-state';
import { reduce } from '../../phone/state/store';
import { AVA, DESK, first, LONDON, message, NOON, NUMBERS, OLIVER, whatsapp } from './fixtures';

describe('phone conversations', () => {
  it('exist for each number of the account, those with messages first', () => {
    const conversations = conversationsOf(AVA, NUMBERS, [message({ from: LONDON })], {});
    assert.deepEqual(
      conversations.map((c) => [c.contact, c.name, c.messages.length]),
      [
        [LONDON, '', 1],
        [DESK, 'Front desk', 0],
      ],
    );
  });

  it('contain sent and received messages in order of time', () => {
    const late = message({ body: 'late', at: NOON + 2 });
    const early = message({ body: 'early', inbound: true, at: NOON + 1 });
    const other = message({ to: OLIVER });
    assert.deepEqual(first(conversationsOf(AVA, NUMBERS, [late, other, early], {})).messages, [early, late]);
  });

  it('keep messages with the same time in order of arrival', () => {
    const messages = ['a', 'b', 'c'].map((body) => message({ body }));
    assert.deepEqual(
      first(conversationsOf(AVA, NUMBERS, messages, {})).messages.map((m) => m.body),
      ['a', 'b', 'c'],
    );
  });

  it('are separate for SMS and WhatsApp with the same number', () => {
    const found = conversationsOf(AVA, NUMBERS, [whatsapp({}), message({})], {}).filter((c) => c.contact === DESK);
    assert.deepEqual(found.map((c) => [c.channel, c.messages.length]).sort(), [
      ['sms', 1],
      ['whatsapp', 1],
    ]);
  });

  it('list a number without messages once, on the selected channel', () => {
    const channels = (messages: TextMessage[], selected?: { contact: string; channel: 'sms' | 'whatsapp' }): string[] =>
      conversationsOf(AVA, NUMBERS, messages, {}, selected).map(
        (c) => `${c.contact === DESK ? 'desk' : 'london'} ${c.channel}`,
      );
    assert.deepEqual(channels([]), ['desk sms', 'london sms']);
    assert.deepEqual(channels([], { contact: LONDON, channel: 'whatsapp' }), ['desk sms', 'london whatsapp']);
    assert.deepEqual(channels([whatsapp({})]), ['desk whatsapp', 'london sms']);
    assert.deepEqual(channels([whatsapp({})], { contact: DESK, channel: 'sms' }), [
      'desk whatsapp',
      'desk sms',
      'london sms',
    ]);
    assert.deepEqual(channels([message({})], { contact: DESK, channel: 'sms' }), ['desk sms', 'london sms']);
    assert.deepEqual(channels([], { contact: '+4915123456789', channel: 'whatsapp' }), ['desk sms', 'london sms']);
  });

  it('report delivered WhatsApp messages as read once', () => {
    const messages = [
      whatsapp({ status: 'read' }),
      whatsapp({ status: 'delivered' }),
      whatsapp({ status: 'delivered' }),
      whatsapp({ status: 'sent' }),
      whatsapp({ status: 'undelivered' }),
      whatsapp({ inbound: true, status: 'delivered' }),
    ];
    const [, one = '', two = ''] = messages.map((m) => m.sid);
    const conversation = first(conversationsOf(AVA, NUMBERS, messages, {}));
    assert.deepEqual(sidsToMarkRead(conversation, new Set()), [one, two]);
    assert.deepEqual(sidsToMarkRead(conversation, new Set([one])), [two]);
    assert.deepEqual(sidsToMarkRead(first(conversationsOf(AVA, NUMBERS, [message({})], {})), new Set()), []);
  });

  it('include senders that are not a number of the account', () => {
    assert.equal(first(conversationsOf(AVA, NUMBERS, [message({ from: 'RINGFLOW' })], {})).contact, 'RINGFLOW');
    assert.equal(acceptsReplies('RINGFLOW'), false);
    assert.equal(acceptsReplies('12345'), true);
    assert.equal(acceptsReplies(DESK), true);
  });

  it("count the flow's messages after the last read one as unread", () => {
    const messages = [message({}), message({}), message({ inbound: true }), message({})];
    const read = messages[0]?.sid ?? '';
    const key = first(conversationsOf(AVA, NUMBERS, messages, {})).key;
    assert.equal(first(conversationsOf(AVA, NUMBERS, messages, {})).unread, 3);
    assert.equal(first(conversationsOf(AVA, NUMBERS, messages, { [key]: read })).unread, 2);
    assert.equal(first(conversationsOf(AVA, NUMBERS, messages, { [key]: 'SMmissing' })).unread, 3);
  });

  it('list other phones with their unread messages', () => {
    const forwarded = message({ to: OLIVER, body: 'Forwarded', at: NOON + 1 });
    const others = otherPhones(AVA, [message({}), forwarded, message({ to: LONDON })], {});
    assert.deepEqual(
      others.map((o) => [o.person, o.last.body, o.unread]),
      [
        [OLIVER, 'Forwarded', 1],
        [LONDON, 'Hello', 1],
      ],
    );
  });
});

describe('phone account numbers', () => {
  it('are added when bought and removed when released', () => {
    const number = { phoneNumber: '+14158675309', name: 'Front desk' };
    const bought = reduce(INITIAL_STATE, { type: 'number', number });
    assert.deepEqual(bought.numbers, [number]);
    const other = reduce(bought, { type: 'number-removed', phoneNumber: '+14155550100' });
    assert.deepEqual(other.numbers, [number]);
    assert.deepEqual(reduce(other, { type: 'number-removed', phoneNumber: number.phoneNumber }).numbers, []);
  });
});
