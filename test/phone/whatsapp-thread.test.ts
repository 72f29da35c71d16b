import assert from 'node:assert/strict';
import type { TextMessage } from '../../phone/model/message';
import { bubblesOf, quotedOf, type Bubble } from '../../phone/state/bubbles';
import { conversationsOf } from '../../phone/state/conversations';
import type { OutgoingMessage } from '../../phone/state/phone-state';
import { after, AVA, DESK, FERRY, first, message, NOON, NUMBERS, outgoing, whatsapp } from './fixtures';

describe('phone WhatsApp thread', () => {
  const bubbles = (messages: TextMessage[], outbox: OutgoingMessage[] = []): Bubble[] => {
    const found = conversationsOf(AVA, NUMBERS, messages, {}, { contact: DESK, channel: 'whatsapp' });
    return bubblesOf(first(found.filter((c) => c.contact === DESK && c.channel === 'whatsapp')), outbox);
  };

  it('shows the parts of a message besides its text', () => {
    const parts = {
      profileName: 'Ava',
      location: FERRY,
      button: { text: 'Yes', payload: 'yes' },
      forwarded: 'frequently' as const,
    };
    const [bubble] = bubbles([whatsapp({ inbound: true, ...parts })]);
    assert.deepEqual(bubble?.parts, parts);
    assert.deepEqual(bubbles([whatsapp({})])[0]?.parts, {});
  });

  it('quotes the message that a reply belongs to, if it exists', () => {
    const question = whatsapp({ body: 'Where?' });
    const reply = whatsapp({ inbound: true, repliedTo: { messageSid: question.sid }, at: NOON + 1 });
    assert.deepEqual(bubbles([question, reply])[1]?.quoted, { side: 'in', body: 'Where?', media: [] });
    const [alone] = bubbles([reply]);
    assert.equal(alone?.quoted, undefined);
    assert.deepEqual(alone?.parts.repliedTo, { messageSid: question.sid });
    const location = whatsapp({ inbound: true, body: '', location: FERRY });
    const conversation = first(conversationsOf(AVA, NUMBERS, [location], {}));
    assert.deepEqual(quotedOf(conversation, location.sid), { side: 'out', body: '', media: [], location: FERRY });
    assert.equal(quotedOf(conversation, undefined), undefined);
  });

  it('offers choices only for messages that can be answered', () => {
    const choices = { buttons: [{ text: 'Yes', payload: 'yes' }] };
    const [sent, failed] = bubbles([whatsapp({ choices }), whatsapp({ choices, status: 'failed', at: NOON + 1 })]);
    assert.deepEqual([sent?.choices, failed?.choices], [choices, undefined]);
  });

  it('allows replies only to messages that reached WhatsApp', () => {
    const answerable = (m: TextMessage): boolean =>
      bubblesOf(first(conversationsOf(AVA, NUMBERS, [m], {})), [])[0]?.replyTo !== undefined;
    for (const status of ['sent', 'delivered', 'read']) assert.ok(answerable(whatsapp({ status })), status);
    for (const status of ['accepted', 'scheduled', 'queued', 'sending', 'undelivered', 'failed', 'canceled']) {
      assert.ok(!answerable(whatsapp({ status })), status);
    }
    assert.ok(answerable(whatsapp({ inbound: true })));
    assert.ok(!answerable(whatsapp({ inbound: true, errorCode: 11200 })));
    assert.ok(!answerable(message({})));
    const received = whatsapp({});
    assert.deepEqual(bubbles([received])[0]?.replyTo, { messageSid: received.sid, from: `whatsapp:${DESK}` });
    assert.equal(bubbles([], [outgoing({ channel: 'whatsapp' })])[0]?.replyTo, undefined);
  });

  it('retries a failed message with all its parts', () => {
    const parts = { profileName: 'Ava', location: FERRY, repliedTo: { messageSid: 'SM0' } };
    const draft = { from: AVA, to: DESK, body: '', media: [], channel: 'whatsapp' as const, ...parts };
    const [rejected] = bubbles([whatsapp({ inbound: true, body: '', errorCode: 11200, ...parts })]);
    assert.deepEqual(rejected?.retry, { draft });
    const [unsent] = bubbles([], [{ ...draft, id: 'one', at: NOON, reason: 'HTTP 500' }]);
    assert.deepEqual(unsent?.retry, { draft, id: 'one' });
  });

  it('distinguishes two locations that are being sent', () => {
    const london = { latitude: 51.5, longitude: -0.1 };
    const fields = { channel: 'whatsapp', body: '' } as const;
    const phone = after(
      { type: 'sending', outgoing: outgoing({ id: 'one', ...fields, location: FERRY }) },
      { type: 'sending', outgoing: outgoing({ id: 'two', ...fields, location: london }) },
      { type: 'message', message: whatsapp({ inbound: true, body: '', location: london }) },
    );
    assert.deepEqual(
      phone.outbox.map((o) => [o.id, o.sid !== undefined]),
      [
        ['one', false],
        ['two', true],
      ],
    );
  });
});
