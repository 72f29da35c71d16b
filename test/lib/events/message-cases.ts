/** Webhooks of incoming messages, and the events that they are. */
import type { MessageEvent } from '../../../lib/events/message';
import type { Params } from '../../../lib/events/params';

const AccountSid = `AC${'1'.repeat(32)}`;
const MessageSid = `SM${'2'.repeat(32)}`;
export const ids: Params = {
  AccountSid,
  MessageSid,
  SmsSid: MessageSid,
  SmsMessageSid: MessageSid,
  ApiVersion: '2010-04-01',
};
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

export const table: { what: string; params: Params; event: Omit<MessageEvent, 'raw'> }[] = [
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
