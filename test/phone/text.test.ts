import assert from 'node:assert/strict';
import type { FlowDelivery } from '../../phone/model/flow-delivery';
import type { Channel, TextMessage } from '../../phone/model/message';
import { dayName, shortTime } from '../../phone/text/dates';
import { adviceFor, deliveryText } from '../../phone/text/delivery';
import { pickLanguage } from '../../phone/text/language';
import { summaryOf } from '../../phone/text/summary';
import { FERRY, message, NOON } from './fixtures';

describe('phone text', () => {
  const { strings } = pickLanguage(['en']);

  it('is in a preferred language, with a valid locale', () => {
    assert.deepEqual(pickLanguage(['xx-YY', 'en-GB']), { strings, locale: 'en-GB' });
    assert.deepEqual(pickLanguage(['xx']), { strings, locale: 'en' });
    assert.deepEqual(pickLanguage(['en-US@posix']), { strings, locale: 'en' });
    assert.deepEqual(pickLanguage([]), { strings, locale: 'en' });
  });

  it('describes the delivery status', () => {
    const text = (side: 'in' | 'out', status: string, errorCode: number | null = null, reason = ''): string =>
      deliveryText(side, { status, errorCode, reason }, 'sms', strings);
    assert.equal(text('out', 'delivered'), 'Sent');
    assert.equal(text('in', 'delivered'), 'Delivered');
    assert.equal(text('out', 'failed', null, 'HTTP 404'), 'Not delivered: HTTP 404');
    assert.equal(text('in', 'undelivered', 30003), 'Undelivered: the phone is off or has no signal (30003)');
    assert.equal(text('in', 'failed', 39999), 'Failed: error 39999');
    assert.equal(text('in', 'failed', 30003, 'Unreachable'), 'Failed: Unreachable (30003)');
    assert.equal(text('in', 'partially-delivered'), 'partially-delivered');
    assert.equal(text('in', 'constructor'), 'constructor');
  });

  it('says which nodes took a message of the person, or why none did', () => {
    const text = (flow: Partial<FlowDelivery>, channel: Channel = 'sms', errorCode: number | null = null): string =>
      deliveryText(
        'out',
        {
          status: errorCode === null ? 'delivered' : 'failed',
          errorCode,
          reason: errorCode === null ? '' : 'HTTP 404',
          flow: { takenBy: [], filteredOut: [], elsewhere: [], ...flow },
        },
        channel,
        strings,
      );
    const node = (name: string, filter = '', secondOutput = false) => ({
      type: 'twilio-sms-in',
      name,
      filter,
      secondOutput,
    });
    assert.equal(text({ takenBy: [node('Orders')] }), 'Delivered to: Orders');
    assert.equal(text({ takenBy: [node('Orders'), node('sms in'), node('sms in')] }), 'Delivered to: Orders, sms in');
    const other = node('sms in', 'From +1415*');
    assert.equal(text({ filteredOut: [other] }), 'No sms in matched: its filter is From +1415*');
    assert.equal(
      text({ filteredOut: [node('Orders', 'Text contains “order”'), other] }),
      'No sms in matched. The filters are: Orders: Text contains “order”; sms in: From +1415*',
    );
    assert.equal(
      text({ filteredOut: [node('Orders', 'From +1415*', true)] }),
      'Filtered out, sent to the second output. Orders: From +1415*',
    );
    assert.equal(text({}, 'sms', 11200), 'No sms in node is deployed');
    assert.equal(text({ elsewhere: ['twilio-sms-in'] }, 'whatsapp', 11200), 'No whatsapp in node is deployed');
    assert.equal(
      text({ elsewhere: ['twilio-sms-in'] }, 'sms', 11200),
      'No sms in node is deployed on this account, only on another one',
    );
    // A node took it, and its answer was not valid.
    assert.equal(text({ takenBy: [node('Orders')] }, 'sms', 12100), 'Not delivered: HTTP 404 (12100)');
  });

  it('explains what to do about a message outside the 24-hour window', () => {
    assert.match(adviceFor(63016, strings), /within 24 hours of the person’s last message/);
    assert.equal(adviceFor(30003, strings), '');
    assert.equal(adviceFor(null, strings), '');
  });

  it('summarizes a message in one line', () => {
    const text = (fields: Partial<TextMessage>): string => summaryOf(message({ body: '', ...fields }), strings);
    assert.equal(text({ body: 'Hello', location: FERRY }), 'Hello');
    assert.equal(text({ location: FERRY }), 'Location: Ferry Building');
    assert.equal(text({ location: { latitude: 1, longitude: 2 } }), 'Location');
    assert.equal(text({ button: { text: 'Yes' } }), 'Yes');
    assert.equal(text({ list: { id: 'a', title: 'First' } }), 'First');
    assert.equal(text({ flow: {} }), 'Completed form');
    assert.equal(text({ media: [{ url: 'x', contentType: '' }] }), 'Picture');
    assert.equal(text({ media: [{ url: 'x', contentType: 'audio/ogg' }] }), 'File');
    assert.equal(text({}), '');
  });

  it('names days by the calendar', () => {
    const lateEvening = new Date(2026, 5, 9, 23, 59).getTime();
    const justAfter = new Date(2026, 5, 10, 0, 1).getTime();
    assert.equal(dayName(lateEvening, justAfter, strings, 'en-US'), 'Yesterday');
    assert.equal(dayName(NOON, NOON, strings, 'en-US'), 'Today');
    assert.equal(dayName(new Date(2026, 5, 5).getTime(), NOON, strings, 'en-US'), 'Friday');
    assert.equal(dayName(new Date(2026, 2, 3).getTime(), NOON, strings, 'en-US'), 'March 3');
    assert.equal(dayName(new Date(2024, 2, 3).getTime(), NOON, strings, 'en-US'), 'March 3, 2024');
    assert.match(shortTime(NOON, NOON, strings, 'en-US'), /^12:00\sPM$/);
    assert.equal(shortTime(new Date(2026, 2, 3).getTime(), NOON, strings, 'en-US'), '3/3/26');
  });
});
