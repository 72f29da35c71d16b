/** Requests of the forms that others have captured, which were taken for spliced ones, and attempts to use what is accepted now. */
import assert from 'node:assert/strict';
import { ACCOUNT_SID } from '../../support/webhooks';
import { joined, problem, SMS, WHATSAPP } from './known-parameters';

const places = (...names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`${name}City`, 'SAN FRANCISCO'],
      [`${name}State`, 'CA'],
      [`${name}Zip`, ''],
      [`${name}Country`, 'US'],
    ]),
  );

const CALL: Record<string, string> = {
  AccountSid: ACCOUNT_SID,
  ApiVersion: '2010-04-01',
  CallSid: `CA${'1'.repeat(32)}`,
  CallStatus: 'in-progress',
  Direction: 'inbound',
  From: '+14155550111',
  Caller: '+14155550111',
  To: '+14155550100',
  Called: '+14155550100',
  ...places('From', 'Caller', 'To', 'Called'),
};

const metadata = (context: Record<string, string>): string => JSON.stringify({ type: 'whatsapp', data: { context } });

/** A quick reply: its text is also in the metadata. */
const REPLY: Record<string, string> = {
  ...WHATSAPP,
  ExternalUserId: 'whatsapp:US.13491208655302741918',
  Forwarded: 'false',
  FrequentlyForwarded: 'false',
  MessageType: 'interactive',
  OriginalRepliedMessageSender: 'whatsapp:+14155550100',
  OriginalRepliedMessageSid: `MM${'2'.repeat(32)}`,
  ChannelMetadata: metadata({
    ButtonText: 'Yes',
    Forwarded: 'false',
    FrequentlyForwarded: 'false',
    ProfileName: 'Ada',
    WaId: '14155550111',
  }),
};

/** A transcription that failed has the URL of the callback as its last parameter, and no text. */
const FAILED: Record<string, string> = {
  AccountSid: ACCOUNT_SID,
  CallSid: CALL['CallSid'] ?? '',
  CallStatus: 'completed',
  RecordingSid: `RE${'3'.repeat(32)}`,
  RecordingUrl: 'https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE0',
  TranscriptionSid: `TR${'4'.repeat(32)}`,
  TranscriptionStatus: 'failed',
  TranscriptionType: 'fast',
  url: 'https://example.com/in/twilio/transcription',
};

describe('a request of a captured form', () => {
  it('is accepted: a quick reply on WhatsApp', () => {
    assert.equal(problem(REPLY), undefined);
  });

  it('is accepted: a failed transcription with the URL of its callback', () => {
    assert.equal(problem(FAILED, 'transcription'), undefined);
    const { Called = '', Caller = '', From = '', To = '' } = CALL;
    assert.equal(problem({ ...FAILED, Called, Caller, From, To, Direction: 'inbound' }, 'transcription'), undefined);
    const curl = { TranscriptionText: 'I use curl', TranscriptionStatus: 'completed' };
    assert.equal(problem({ ...FAILED, ...curl }, 'transcription'), undefined);
  });

  it('is accepted: words of a caller that are the name of a parameter', () => {
    for (const words of [
      'Language English.',
      'Price?',
      'Result.',
      'Reason for my call is Tom.',
      'Hold',
      'Muted',
      'Tomorrow',
    ]) {
      const heard = { SpeechResult: words, Confidence: '0.93', Language: 'en-US' };
      assert.equal(problem({ ...CALL, ...heard }, 'step'), undefined, words);
      const partial = { StableSpeechResult: words, UnstableSpeechResult: words, Stability: '0.9', SequenceNumber: '1' };
      assert.equal(problem({ ...CALL, ...partial }, 'step-partial'), undefined, words);
    }
  });

  it('is accepted: the result of a Marketplace Add-on', () => {
    const AddOns = JSON.stringify({
      status: 'successful',
      results: { example: { result: { Address: '1 Main St', To: '1' } } },
    });
    assert.equal(problem({ ...SMS, AddOns }), undefined);
    assert.equal(problem({ ...CALL, AddOns, CallStatus: 'ringing' }, 'call'), undefined);
  });

  it('is accepted: an alphanumeric sender with a plus sign, and more than 64 keys', () => {
    const status = {
      AccountSid: ACCOUNT_SID,
      MessageSid: SMS['MessageSid'] ?? '',
      MessageStatus: 'sent',
      To: '+447700900123',
    };
    assert.equal(problem({ ...status, From: 'Ada+Co' }, 'message-status'), undefined);
    assert.equal(
      problem({ ...CALL, Digits: '1234567890'.repeat(9), FinishedOnKey: '', msg: 'Gather End' }, 'step'),
      undefined,
    );
  });

  it('is rejected when it has a part of JSON', () => {
    const whole = metadata({ ProfileName: 'FlowData{"approved":true}', WaId: '14155550111' });
    assert.equal(problem({ ...WHATSAPP, ChannelMetadata: whole }), undefined);
    const [start = '', rest = ''] = whole.split('FlowData');
    const cut = { ...WHATSAPP, ChannelMetadata: start, FlowData: rest };
    assert.equal(joined(cut), joined({ ...WHATSAPP, ChannelMetadata: whole }));
    assert.match(problem(cut) ?? '', /ChannelMetadata with an unusual value/);
  });

  it('is rejected when a text was cut into a value that Twilio does not have', () => {
    const cut = { ...SMS, Body: 'Was it ', Forwarded: 'maybe' };
    assert.match(problem(cut) ?? '', /Forwarded with an unusual value/);
    // A new value of Twilio is accepted where it cannot be a part of a text.
    assert.equal(problem({ ...CALL, CallStatus: 'on-hold2' }, 'call'), undefined);
  });

  it('is rejected when parameters were joined to a value that Twilio or a person wrote', () => {
    for (const [name, next] of [
      ['CallStatus', 'Called'],
      ['FromState', 'FromZip'],
      ['Language', 'SpeechResult'],
      ['SpeechResult', 'To'],
    ] as const) {
      const whole = { ...CALL, Language: 'en-US', SpeechResult: 'Hello.' };
      const { [next]: moved = '', ...rest } = whole as Record<string, string>;
      const merged = { ...rest, [name]: `${whole[name as keyof typeof whole]}${next}${moved}` };
      assert.equal(joined(merged), joined(whole));
      assert.notEqual(problem(merged, 'step'), undefined, name);
    }
  });
});
