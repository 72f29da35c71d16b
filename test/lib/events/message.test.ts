import assert from 'node:assert/strict';
import { messageEvent, type MessageEvent } from '../../../lib/events/message';
import type { Params } from '../../../lib/events/params';
import { ids, table } from './message-cases';

/** The event without its raw parameters. */
function typed(params: Params): Omit<MessageEvent, 'raw'> {
  const { raw, ...event } = messageEvent(params);
  assert.deepEqual(raw, params);
  return event;
}

describe('an incoming message as an event', () => {
  for (const { what, params, event } of table) {
    it(`reads ${what}`, () => {
      assert.deepEqual(typed(params), event);
    });
  }

  it('is plain JSON, for any content', () => {
    for (const { params } of table) {
      const event = messageEvent(params);
      assert.deepEqual(JSON.parse(JSON.stringify(event)), event);
    }
  });

  it('omits what Twilio did not send, or sent empty', () => {
    const event = messageEvent({ ...ids, From: '+1', To: '+2', ProfileName: '', NumSegments: '', ButtonText: '' });
    assert.deepEqual(Object.keys(event).sort(), [
      'accountSid',
      'body',
      'channel',
      'event',
      'from',
      'messageSid',
      'raw',
      'to',
    ]);
  });

  it('has no location when a coordinate is missing or not a number', () => {
    assert.equal(messageEvent({ ...ids, Latitude: '1.5' }).location, undefined);
    assert.equal(messageEvent({ ...ids, Latitude: '1.5', Longitude: 'east' }).location, undefined);
    assert.equal(messageEvent({ ...ids, Latitude: '1.5', Longitude: 'Infinity' }).location, undefined);
    assert.deepEqual(messageEvent({ ...ids, Latitude: '0', Longitude: '0' }).location, { latitude: 0, longitude: 0 });
  });

  it('reads a number only from a valid number', () => {
    assert.equal(messageEvent({ ...ids, NumSegments: ' 3 ' }).numSegments, 3);
    for (const wrong of ['three', 'NaN', '1e999', ' ', '3 parts']) {
      assert.equal(messageEvent({ ...ids, NumSegments: wrong }).numSegments, undefined, wrong);
    }
  });

  it('uses the media parameters, and not NumMedia', () => {
    for (const claim of ['1000000000', '-1', 'Infinity', '1e9', '__proto__', '']) {
      const event = messageEvent({ ...ids, NumMedia: claim, MediaUrl0: 'https://e.example/0', MediaUrl7: 'x' });
      assert.deepEqual(event.media, [{ url: 'https://e.example/0', contentType: 'application/octet-stream' }], claim);
    }
    assert.equal(messageEvent({ ...ids, NumMedia: '5' }).media, undefined);
  });

  it('keeps every character of a text', () => {
    for (const body of ['\ud83d', 'a\u0000b', '👩‍👩‍👧‍👦 🇩🇪', 'مرحبا \u202eabc', '  spaces\r\n ', '\ufeff']) {
      const event = messageEvent({ ...ids, Body: body });
      assert.equal(event.body, body);
      assert.deepEqual(JSON.parse(JSON.stringify(event)), event);
    }
  });

  it('uses the first value of a repeated parameter, and keeps all values in raw', () => {
    const event = messageEvent({ ...ids, Body: ['one', 'two'], From: [] });
    assert.equal(event.body, 'one');
    assert.equal(event.from, '');
    assert.deepEqual(event.raw['Body'], ['one', 'two']);
  });

  it('accepts parameters with the names of JavaScript properties', () => {
    const hostile = JSON.parse('{"__proto__": "polluted", "constructor": "c", "toString": "t", "Body": "x"}') as Params;
    const event = messageEvent({ ...ids, ...hostile });
    assert.equal(event.body, 'x');
    assert.equal(Object.getPrototypeOf(event.raw), Object.prototype);
    assert.ok(Object.hasOwn(event.raw, '__proto__'));
    assert.equal(event.raw['constructor'], 'c');
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});
