import assert from 'node:assert/strict';
import type { TextMessage } from '../../phone/model/message';
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
      deliveryText(side, { status, errorCode, reason }, strings);
    assert.equal(text('out', 'delivered'), 'Delivered to the flow');
    assert.equal(text('in', 'delivered'), 'Delivered');
    assert.equal(text('out', 'failed', null, 'HTTP 404'), 'Not delivered: HTTP 404');
    assert.equal(text('in', 'undelivered', 30003), 'Undelivered: the phone is off or has no signal (30003)');
    assert.equal(text('in', 'failed', 39999), 'Failed: error 39999');
    assert.equal(text('in', 'failed', 30003, 'Unreachable'), 'Failed: Unreachable (30003)');
    assert.equal(text('in', 'partially-delivered'), 'partially-delivered');
    assert.equal(text('in', 'constructor'), 'constructor');
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
