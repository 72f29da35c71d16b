import assert from 'node:assert/strict';
import { isKind, kinds } from '../../../lib/events/kinds';
import { messageStatusEvent, type MessageStatusEvent } from '../../../lib/events/message-status';
import type { Params } from '../../../lib/events/params';

const AccountSid = `AC${'1'.repeat(32)}`;
const MessageSid = `SM${'2'.repeat(32)}`;
const ids: Params = { AccountSid, MessageSid, SmsSid: MessageSid, ApiVersion: '2010-04-01' };
const base = { event: 'message-status', accountSid: AccountSid, messageSid: MessageSid } as const;

const table: { what: string; params: Params; event: Omit<MessageStatusEvent, 'raw'> }[] = [
  {
    what: 'a text that is on its way',
    params: { ...ids, From: '+14155550100', To: '+14155550111', MessageStatus: 'sent', SmsStatus: 'sent' },
    event: { ...base, from: '+14155550100', to: '+14155550111', channel: 'sms', status: 'sent' },
  },
  {
    what: 'a text that could not be delivered, with the number of the reason',
    params: {
      ...ids,
      From: '+14155550100',
      To: '+14155550111',
      MessageStatus: 'undelivered',
      ErrorCode: '30003',
      MessagingServiceSid: `MG${'3'.repeat(32)}`,
      RawDlrDoneDate: '2411200405',
    },
    event: {
      ...base,
      from: '+14155550100',
      to: '+14155550111',
      channel: 'sms',
      status: 'undelivered',
      errorCode: 30003,
      errorMessage: 'The phone is switched off or out of reach. Try again later.',
      messagingServiceSid: `MG${'3'.repeat(32)}`,
    },
  },
  {
    what: 'a WhatsApp message that failed, in the words of the channel and with what to do',
    params: {
      ...ids,
      From: 'whatsapp:+14155550100',
      To: 'whatsapp:+14155550111',
      MessageStatus: 'failed',
      ErrorCode: '63024',
      ChannelPrefix: 'whatsapp',
      ChannelStatusMessage: 'Recipient is not a valid WhatsApp user',
    },
    event: {
      ...base,
      from: 'whatsapp:+14155550100',
      to: 'whatsapp:+14155550111',
      channel: 'whatsapp',
      status: 'failed',
      errorCode: 63_024,
      errorMessage: 'Recipient is not a valid WhatsApp user. This number cannot receive WhatsApp messages.',
    },
  },
  {
    what: 'a failure with a code that is not in the table, with a link to its page',
    params: { ...ids, From: '+14155550100', To: '+14155550111', MessageStatus: 'failed', ErrorCode: '30999' },
    event: {
      ...base,
      from: '+14155550100',
      to: '+14155550111',
      channel: 'sms',
      status: 'failed',
      errorCode: 30_999,
      errorMessage: 'See https://www.twilio.com/docs/api/errors/30999.',
    },
  },
  {
    what: 'a WhatsApp message that was read',
    params: {
      ...ids,
      From: 'whatsapp:+14155550100',
      To: 'whatsapp:+14155550111',
      MessageStatus: 'read',
      EventType: 'READ',
      ChannelPrefix: 'whatsapp',
    },
    event: {
      ...base,
      from: 'whatsapp:+14155550100',
      to: 'whatsapp:+14155550111',
      channel: 'whatsapp',
      status: 'read',
    },
  },
  {
    what: 'a status under the older names',
    params: { AccountSid, SmsSid: MessageSid, SmsStatus: 'delivered', To: '+14155550111', ErrorCode: '' },
    event: { ...base, from: '', to: '+14155550111', channel: 'sms', status: 'delivered' },
  },
];

describe('a status callback as an event', () => {
  for (const { what, params, event } of table) {
    it(`reads ${what}`, () => {
      const { raw, ...typed } = messageStatusEvent(params);
      assert.deepEqual(typed, event);
      assert.deepEqual(raw, params);
      assert.deepEqual(JSON.parse(JSON.stringify({ ...typed, raw })), { ...typed, raw });
    });
  }
});

describe('the kinds of events', () => {
  it('are known only by their own names', () => {
    assert.ok(isKind('message'));
    assert.ok(isKind('message-status'));
    for (const name of ['', 'Message', '__proto__', 'constructor', 'toString', 'messages']) assert.ok(!isKind(name));
  });

  it('distinguish the statuses of a message', () => {
    const identity = (MessageStatus: string) =>
      kinds['message-status'].identity(messageStatusEvent({ ...ids, MessageStatus }));
    assert.equal(identity('sent'), identity('sent'));
    assert.notEqual(identity('sent'), identity('delivered'));
  });

  it('have no SID when the request has none', () => {
    assert.equal(kinds.message.sid(kinds.message.parse({ AccountSid, Body: 'x' })), '');
    assert.equal(kinds['message-status'].sid(kinds['message-status'].parse({ MessageStatus: 'sent' })), '');
  });
});
