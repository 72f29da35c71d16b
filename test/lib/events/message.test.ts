import assert from 'node:assert/strict';
import { messageEvent, type MessageEvent } from '../../../lib/events/message';
import type { Params } from '../../../lib/events/params';

const AccountSid = `AC${'1'.repeat(32)}`;
const MessageSid = `SM${'2'.repeat(32)}`;
const ids: Params = { AccountSid, MessageSid, SmsSid: MessageSid, SmsMessageSid: MessageSid, ApiVersion: '2010-04-01' };
const base = { event: 'message', accountSid: AccountSid, messageSid: MessageSid } as const;
const whatsapp = { from: 'whatsapp:+14155550111', to: 'whatsapp:+14155550100', channel: 'whatsapp' } as const;
const whatsappParams: Params = {
  ...ids,
  From: 'whatsapp:+14155550111',
  To: 'whatsapp:+14155550100',
  SmsStatus: 'received',
  NumSegments: '1',
  NumMedia: '0',
  ProfileName: 'Ada Lovelace',
  WaId: '14155550111',
};

const table: { what: string; params: Params; event: Omit<MessageEvent, 'raw'> }[] = [
  {
    what: 'an SMS',
    params: {
      ...ids,
      ToCountry: 'US',
      ToState: 'CA',
      FromZip: '94105',
      FromCity: 'SAN FRANCISCO',
      SmsStatus: 'received',
      From: '+14155550111',
      To: '+14155550100',
      Body: 'Ahoy! We can’t wait to see what you build.',
      NumMedia: '0',
      NumSegments: '1',
    },
    event: {
      ...base,
      from: '+14155550111',
      to: '+14155550100',
      channel: 'sms',
      body: 'Ahoy! We can’t wait to see what you build.',
      numSegments: 1,
    },
  },
  {
    what: 'an MMS with two pictures and no text, through a Messaging Service',
    params: {
      ...ids,
      From: '+14155550111',
      To: '72975',
      Body: '',
      NumMedia: '2',
      NumSegments: '2',
      MessagingServiceSid: `MG${'3'.repeat(32)}`,
      MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1',
      MediaContentType0: 'image/jpeg',
      MediaUrl1: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME2',
    },
    event: {
      ...base,
      from: '+14155550111',
      to: '72975',
      channel: 'sms',
      body: '',
      numSegments: 2,
      media: [
        { url: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1', contentType: 'image/jpeg' },
        {
          url: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME2',
          contentType: 'application/octet-stream',
        },
      ],
      messagingServiceSid: `MG${'3'.repeat(32)}`,
    },
  },
  {
    what: 'a word that Advanced Opt-Out recognised',
    params: { ...ids, From: '+14155550111', To: '+14155550100', Body: 'Stop', OptOutType: 'STOP' },
    event: { ...base, from: '+14155550111', to: '+14155550100', channel: 'sms', body: 'Stop', optOutType: 'STOP' },
  },
  {
    what: 'a WhatsApp message that was forwarded',
    params: { ...whatsappParams, Body: 'Look', Forwarded: 'true' },
    event: {
      ...base,
      ...whatsapp,
      body: 'Look',
      numSegments: 1,
      profileName: 'Ada Lovelace',
      waId: '14155550111',
      forwarded: true,
    },
  },
  {
    what: 'a WhatsApp quick reply',
    params: { ...whatsappParams, Body: 'Yes', ButtonText: 'Yes', ButtonPayload: 'confirm-17' },
    event: {
      ...base,
      ...whatsapp,
      body: 'Yes',
      numSegments: 1,
      profileName: 'Ada Lovelace',
      waId: '14155550111',
      button: { text: 'Yes', payload: 'confirm-17' },
    },
  },
  {
    what: 'a WhatsApp location',
    params: {
      ...whatsappParams,
      Body: '',
      Latitude: '37.787890',
      Longitude: '-122.391664',
      Label: 'Twilio HQ',
      Address: '375 Beale St',
    },
    event: {
      ...base,
      ...whatsapp,
      body: '',
      numSegments: 1,
      profileName: 'Ada Lovelace',
      waId: '14155550111',
      location: { latitude: 37.78789, longitude: -122.391664, address: '375 Beale St', label: 'Twilio HQ' },
    },
  },
  {
    what: 'a WhatsApp sender that is no phone number',
    params: { ...ids, From: 'whatsapp:AR.1A2B3C', To: 'whatsapp:+14155550100', Body: 'Hi' },
    event: { ...base, from: 'whatsapp:AR.1A2B3C', to: 'whatsapp:+14155550100', channel: 'whatsapp', body: 'Hi' },
  },
  {
    what: 'an RCS message',
    params: { ...ids, From: 'rcs:+14155550111', To: 'rcs:ringflow_agent', Body: 'Hi' },
    event: { ...base, from: 'rcs:+14155550111', to: 'rcs:ringflow_agent', channel: 'rcs', body: 'Hi' },
  },
];

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
