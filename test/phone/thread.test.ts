import assert from 'node:assert/strict';
import type { TextMessage } from '../../phone/model/message';
import { bubblesOf } from '../../phone/state/bubbles';
import { conversationsOf } from '../../phone/state/conversations';
import { reduce } from '../../phone/state/store';
import { after, AVA, DESK, EMPTY_STATE, first, message, NOON, NUMBERS, outgoing, thread } from './fixtures';

describe('phone thread', () => {
  it('shows a message once when the event stream and the response both contain it', () => {
    const received = message({ inbound: true });
    const sending = after({ type: 'sending', outgoing: outgoing() });
    assert.deepEqual(thread(sending), ['out sending Hello']);
    const withSid = reduce(sending, { type: 'message', message: received });
    assert.deepEqual(thread(withSid), ['out sending Hello']);
    const sent = reduce(withSid, { type: 'sent', id: 'one', message: received });
    assert.deepEqual(thread(sent), ['out delivered Hello']);
    assert.deepEqual(sent.outbox, []);
  });

  it('shows two identical messages, in any order of the responses', () => {
    const a = message({ inbound: true });
    const b = message({ inbound: true });
    const both = after(
      { type: 'sending', outgoing: outgoing({ id: 'one' }) },
      { type: 'sending', outgoing: outgoing({ id: 'two' }) },
      { type: 'message', message: a },
      { type: 'message', message: b },
      { type: 'sent', id: 'one', message: b },
    );
    assert.deepEqual(thread(both), ['out sending Hello', 'out delivered Hello']);
    const done = reduce(both, { type: 'sent', id: 'two', message: a });
    assert.deepEqual(thread(done), ['out delivered Hello', 'out delivered Hello']);
    assert.deepEqual(done.outbox, []);
  });

  it('does not match a message with other content', () => {
    const phone = after(
      { type: 'sending', outgoing: outgoing() },
      { type: 'message', message: message({ inbound: true, body: 'Other' }) },
    );
    assert.deepEqual(thread(phone).sort(), ['out delivered Other', 'out sending Hello']);
  });

  it('keeps a failed message with its reason and a retry', () => {
    const phone = after(
      { type: 'sending', outgoing: outgoing() },
      { type: 'failed', id: 'one', reason: 'HTTP 500', deliveryUnknown: false },
    );
    const bubble = bubblesOf(first(conversationsOf(AVA, NUMBERS, [], {})), phone.outbox)[0];
    assert.deepEqual(bubble?.delivery, { status: 'failed', errorCode: null, reason: 'HTTP 500' });
    assert.equal(bubble.retry?.id, 'one');
    assert.deepEqual(thread(reduce(phone, { type: 'discarded', id: 'one' })), []);
  });

  it('shows a message as delivered when only the response was lost', () => {
    const received = message({ inbound: true });
    const before = after(
      { type: 'sending', outgoing: outgoing() },
      { type: 'message', message: received },
      { type: 'failed', id: 'one', reason: 'no response', deliveryUnknown: true },
    );
    assert.deepEqual(thread(before), ['out delivered Hello']);
    const later = after(
      { type: 'sending', outgoing: outgoing() },
      { type: 'failed', id: 'one', reason: 'no response', deliveryUnknown: true },
      { type: 'state', state: { ...EMPTY_STATE, numbers: NUMBERS, messages: [received] } },
    );
    assert.deepEqual(thread(later), ['out delivered Hello']);
  });

  it('shows a message whose webhook failed as not delivered, with a retry', () => {
    const failed = message({ inbound: true, errorCode: 11200, errorMessage: 'the webhook answered HTTP 404' });
    const bubble = bubblesOf(first(conversationsOf(AVA, NUMBERS, [failed], {})), [])[0];
    assert.equal(bubble?.delivery.status, 'failed');
    assert.deepEqual(bubble.retry, { draft: { from: AVA, to: DESK, body: 'Hello', media: [], channel: 'sms' } });
  });

  it('shows whether a node took a message', () => {
    const node = { type: 'twilio-sms-in', name: 'sms in' };
    const filtering = { ...node, filter: 'From +1*' };
    const status = (delivery: TextMessage['delivery']) =>
      bubblesOf(
        first(conversationsOf(AVA, NUMBERS, [message({ inbound: true, ...(delivery && { delivery }) })], {})),
        [],
      )[0]?.delivery.status;
    assert.equal(status(undefined), 'delivered');
    assert.equal(status({ takenBy: [node], filteredOut: [], elsewhere: [] }), 'delivered');
    const second = { ...filtering, secondOutput: true };
    assert.equal(status({ takenBy: [], filteredOut: [second], elsewhere: [] }), 'delivered');
    const silent = { ...filtering, secondOutput: false };
    assert.equal(status({ takenBy: [], filteredOut: [silent], elsewhere: [] }), 'not-taken');
    assert.equal(status({ takenBy: [], filteredOut: [], elsewhere: [] }), 'failed');
  });

  it('adds a new message at the end even when the clocks differ', () => {
    const phone = after(
      { type: 'message', message: message({ at: NOON + 60_000 }) },
      { type: 'sending', outgoing: outgoing({ body: 'mine' }) },
    );
    assert.deepEqual(thread(phone), ['in delivered Hello', 'out sending mine']);
  });

  it('updates the status of a reply and removes a deleted one', () => {
    const reply = message({ status: 'queued' });
    const queued = after({ type: 'message', message: reply });
    assert.deepEqual(thread(queued), ['in queued Hello']);
    const sent = reduce(queued, { type: 'message', message: { ...reply, status: 'sent' } });
    assert.deepEqual(thread(sent), ['in sent Hello']);
    assert.equal(sent.announced.length, 1);
    assert.deepEqual(thread(reduce(sent, { type: 'message-removed', sid: reply.sid })), []);
  });

  it('groups messages by side and day', () => {
    const minute = 60_000;
    const messages = [
      message({ at: NOON - 24 * 60 * minute }),
      message({ at: NOON }),
      message({ at: NOON + minute }),
      message({ at: NOON + 10 * minute }),
      message({ at: NOON + 10 * minute, inbound: true }),
    ];
    const bubbles = bubblesOf(first(conversationsOf(AVA, NUMBERS, messages, {})), []);
    assert.deepEqual(
      bubbles.map((b) => [b.newDay, b.firstInGroup, b.lastInGroup]),
      [
        [true, true, true],
        [true, true, false],
        [false, false, true],
        [false, true, true],
        [false, true, true],
      ],
    );
  });
});
