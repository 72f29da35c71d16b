import assert from 'node:assert/strict';
import { isKind, kinds, type Kind } from '../../../lib/events/kinds';

const AccountSid = `AC${'1'.repeat(32)}`;
const CallSid = `CA${'2'.repeat(32)}`;
const sidOf = (prefix: string) => `${prefix}${'3'.repeat(32)}`;

/** The parameters in Twilio's documentation for each kind, and their event. `raw` is checked for each. */
const table: [Kind, string, Record<string, string>, Record<string, unknown>][] = [
  [
    'message',
    'a WhatsApp location: https://www.twilio.com/docs/whatsapp/message-features#location-messages-with-whatsapp',
    {
      AccountSid,
      MessageSid: sidOf('SM'),
      From: 'whatsapp:+14155550123',
      To: 'whatsapp:+14155550100',
      Body: '',
      ProfileName: 'Ada',
      WaId: '14155550123',
      Latitude: '37.787890',
      Longitude: '-122.391664',
      Address: '375 Beale St',
      Label: 'Office',
      MessageType: 'location',
      NumMedia: '0',
      NumSegments: '1',
    },
    {
      event: 'message',
      accountSid: AccountSid,
      messageSid: sidOf('SM'),
      from: 'whatsapp:+14155550123',
      to: 'whatsapp:+14155550100',
      channel: 'whatsapp',
      body: '',
      numSegments: 1,
      profileName: 'Ada',
      waId: '14155550123',
      location: { latitude: 37.78789, longitude: -122.391664, address: '375 Beale St', label: 'Office' },
      messageType: 'location',
    },
  ],
  [
    'message',
    'a WhatsApp quick reply that answers a message and was forwarded often',
    {
      AccountSid,
      MessageSid: sidOf('SM'),
      From: 'whatsapp:AR.1A2B',
      To: 'whatsapp:+14155550100',
      Body: 'Yes',
      ButtonText: 'Yes',
      ButtonPayload: 'yes-42',
      ButtonType: 'QUICK_REPLY',
      OriginalRepliedMessageSid: sidOf('MM'),
      OriginalRepliedMessageSender: 'whatsapp:+14155550100',
      Forwarded: 'true',
      FrequentlyForwarded: 'true',
      ExternalUserId: 'AR.1A2B',
    },
    {
      event: 'message',
      accountSid: AccountSid,
      messageSid: sidOf('SM'),
      from: 'whatsapp:AR.1A2B',
      to: 'whatsapp:+14155550100',
      channel: 'whatsapp',
      body: 'Yes',
      button: { text: 'Yes', payload: 'yes-42', type: 'QUICK_REPLY' },
      forwarded: true,
      frequentlyForwarded: true,
      repliedTo: { messageSid: sidOf('MM'), from: 'whatsapp:+14155550100' },
      externalUserId: 'AR.1A2B',
    },
  ],
  [
    'message',
    'a WhatsApp list choice, a flow and an advertisement: https://www.twilio.com/docs/messaging/guides/webhook-request',
    {
      AccountSid,
      MessageSid: sidOf('SM'),
      From: 'whatsapp:+14155550123',
      To: 'whatsapp:+14155550100',
      Body: 'Tuesday',
      ListId: 'tue',
      ListTitle: 'Tuesday',
      FlowData: '{"size":"L"}',
      ReferralBody: 'Come in',
      ReferralSourceType: 'ad',
      ReferralSourceUrl: 'https://example.com/ad',
      ReferralCtwaClid: 'click',
    },
    {
      event: 'message',
      accountSid: AccountSid,
      messageSid: sidOf('SM'),
      from: 'whatsapp:+14155550123',
      to: 'whatsapp:+14155550100',
      channel: 'whatsapp',
      body: 'Tuesday',
      list: { id: 'tue', title: 'Tuesday' },
      flow: { size: 'L' },
      referral: { body: 'Come in', sourceType: 'ad', sourceUrl: 'https://example.com/ad', ctwaClid: 'click' },
    },
  ],
  [
    'message-status',
    'a WhatsApp message that was read',
    {
      AccountSid,
      MessageSid: sidOf('SM'),
      MessageStatus: 'read',
      EventType: 'READ',
      ChannelPrefix: 'whatsapp',
      From: 'whatsapp:+14155550100',
      To: 'whatsapp:+14155550123',
    },
    {
      event: 'message-status',
      accountSid: AccountSid,
      messageSid: sidOf('SM'),
      from: 'whatsapp:+14155550100',
      to: 'whatsapp:+14155550123',
      channel: 'whatsapp',
      status: 'read',
    },
  ],
  [
    'call',
    'an incoming call: https://www.twilio.com/docs/voice/twiml#request-parameters',
    {
      AccountSid,
      CallSid,
      From: '+14155550123',
      To: '+14155550100',
      Caller: '+14155550123',
      Called: '+14155550100',
      CallStatus: 'ringing',
      Direction: 'inbound',
      ForwardedFrom: '+14155550199',
      CallerName: 'ADA L',
      StirVerstat: 'TN-Validation-Passed-A',
      CallToken: 'opaque',
    },
    {
      event: 'call',
      accountSid: AccountSid,
      callSid: CallSid,
      from: '+14155550123',
      to: '+14155550100',
      direction: 'inbound',
      status: 'ringing',
      callerName: 'ADA L',
      forwardedFrom: '+14155550199',
      stirVerstat: 'TN-Validation-Passed-A',
    },
  ],
  [
    'call-status',
    'the end of a call: https://www.twilio.com/docs/voice/api/call-resource#statuscallback',
    {
      AccountSid,
      CallSid,
      From: '+14155550100',
      To: '+14155550123',
      CallStatus: 'completed',
      Direction: 'outbound-api',
      Duration: '2',
      CallDuration: '65',
      SequenceNumber: '3',
      Timestamp: 'Fri, 20 Nov 2026 12:00:00 +0000',
      CallbackSource: 'call-progress-events',
      SipResponseCode: '200',
      RecordingUrl: 'https://api.twilio.com/x',
      RecordingSid: sidOf('RE'),
      RecordingDuration: '60',
    },
    {
      event: 'call-status',
      accountSid: AccountSid,
      callSid: CallSid,
      from: '+14155550100',
      to: '+14155550123',
      direction: 'outbound-api',
      status: 'completed',
      duration: 65,
      sequence: 3,
      timestamp: 'Fri, 20 Nov 2026 12:00:00 +0000',
      callbackSource: 'call-progress-events',
      sipResponseCode: 200,
      recordingUrl: 'https://api.twilio.com/x',
      recordingSid: sidOf('RE'),
      recordingDuration: 60,
    },
  ],
  [
    'call-status',
    'asynchronous answering machine detection: https://www.twilio.com/docs/voice/answering-machine-detection',
    { AccountSid, CallSid, AnsweredBy: 'human', MachineDetectionDuration: '2100' },
    {
      event: 'call-status',
      accountSid: AccountSid,
      callSid: CallSid,
      from: '',
      to: '',
      status: 'in-progress',
      answeredBy: 'human',
      machineDetectionDuration: 2100,
    },
  ],
  [
    'recording',
    'a recording that is absent: https://www.twilio.com/docs/voice/api/recording#recording-status-callback',
    { AccountSid, CallSid, RecordingSid: sidOf('RE'), RecordingStatus: 'absent', ErrorCode: '16101' },
    {
      event: 'recording',
      accountSid: AccountSid,
      recordingSid: sidOf('RE'),
      callSid: CallSid,
      status: 'absent',
      errorCode: 16101,
    },
  ],
  [
    'recording',
    'of a conference, with a start that is no time',
    {
      AccountSid,
      ConferenceSid: sidOf('CF'),
      RecordingSid: sidOf('RE'),
      RecordingStatus: 'completed',
      RecordingUrl: 'https://api.twilio.com/x',
      RecordingStartTime: 'soon',
    },
    {
      event: 'recording',
      accountSid: AccountSid,
      recordingSid: sidOf('RE'),
      conferenceSid: sidOf('CF'),
      status: 'completed',
      url: 'https://api.twilio.com/x',
      startTime: 'soon',
    },
  ],
  [
    'transcription',
    'of a recording: https://www.twilio.com/docs/voice/twiml/record#transcribecallback',
    {
      AccountSid,
      CallSid,
      RecordingSid: sidOf('RE'),
      TranscriptionSid: sidOf('TR'),
      TranscriptionStatus: 'failed',
      TranscriptionUrl: 'https://api.twilio.com/t',
      From: '+14155550123',
      To: '+14155550100',
    },
    {
      event: 'transcription',
      accountSid: AccountSid,
      transcriptionSid: sidOf('TR'),
      callSid: CallSid,
      recordingSid: sidOf('RE'),
      from: '+14155550123',
      to: '+14155550100',
      status: 'failed',
      url: 'https://api.twilio.com/t',
    },
  ],
  [
    'stream-status',
    'a stream that failed: https://www.twilio.com/docs/voice/twiml/stream#statuscallback',
    {
      AccountSid,
      CallSid,
      StreamSid: sidOf('MZ'),
      StreamName: 'agent',
      StreamEvent: 'stream-error',
      StreamError: '31921: the connection broke',
      Timestamp: '2026-11-21T10:00:00.000Z',
    },
    {
      event: 'stream-status',
      accountSid: AccountSid,
      callSid: CallSid,
      timestamp: '2026-11-21T10:00:00.000Z',
      streamSid: sidOf('MZ'),
      name: 'agent',
      status: 'stream-error',
      errorMessage: '31921: the connection broke',
    },
  ],
  [
    'conference-status',
    'the end of a conference: https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent',
    {
      AccountSid,
      ConferenceSid: sidOf('CF'),
      FriendlyName: 'standup',
      SequenceNumber: '6',
      StatusCallbackEvent: 'conference-end',
      CallSidEndingConference: CallSid,
      ReasonConferenceEnded: 'last-participant-left',
      Reason: 'Last participant left.',
      Timestamp: 'Sat, 21 Nov 2026 10:00:00 +0000',
    },
    {
      event: 'conference-status',
      accountSid: AccountSid,
      timestamp: 'Sat, 21 Nov 2026 10:00:00 +0000',
      conferenceSid: sidOf('CF'),
      name: 'standup',
      status: 'conference-end',
      sequence: 6,
      reason: 'last-participant-left',
      endedBy: CallSid,
    },
  ],
  [
    'conference-status',
    'a participant',
    {
      AccountSid,
      CallSid,
      ConferenceSid: sidOf('CF'),
      StatusCallbackEvent: 'participant-join',
      SequenceNumber: '2',
      ParticipantLabel: 'customer',
      Muted: 'false',
      Hold: 'true',
      Coaching: 'false',
      StartConferenceOnEnter: 'true',
      EndConferenceOnExit: 'false',
    },
    {
      event: 'conference-status',
      accountSid: AccountSid,
      callSid: CallSid,
      conferenceSid: sidOf('CF'),
      status: 'participant-join',
      sequence: 2,
      participantLabel: 'customer',
      muted: false,
      hold: true,
      coaching: false,
      startConferenceOnEnter: true,
      endConferenceOnExit: false,
    },
  ],
  [
    'siprec-status',
    'a session: https://www.twilio.com/docs/voice/twiml/siprec#statuscallback',
    { AccountSid, CallSid, SiprecSid: sidOf('SR'), SiprecName: 'rec', SiprecEvent: 'siprec-started' },
    {
      event: 'siprec-status',
      accountSid: AccountSid,
      callSid: CallSid,
      siprecSid: sidOf('SR'),
      name: 'rec',
      status: 'siprec-started',
    },
  ],
  [
    'step-partial',
    'what is being said: https://www.twilio.com/docs/voice/twiml/gather#partialresultcallback',
    {
      AccountSid,
      CallSid,
      CallStatus: 'in-progress',
      UnstableSpeechResult: 'the weather',
      StableSpeechResult: 'tell me',
      SequenceNumber: '3',
      Language: 'en-US',
    },
    {
      event: 'step-partial',
      accountSid: AccountSid,
      callSid: CallSid,
      stable: 'tell me',
      unstable: 'the weather',
      sequence: 3,
      language: 'en-US',
    },
  ],
  [
    'transcription',
    'an error in real time: https://www.twilio.com/docs/voice/twiml/transcription#statuscallbackurl',
    {
      AccountSid,
      CallSid,
      TranscriptionSid: sidOf('GT'),
      TranscriptionEvent: 'transcription-error',
      TranscriptionErrorCode: '32650',
      TranscriptionError: 'engine is away',
      SequenceId: '7',
    },
    {
      event: 'transcription',
      accountSid: AccountSid,
      transcriptionSid: sidOf('GT'),
      callSid: CallSid,
      status: 'error',
      sequence: 7,
      errorCode: 32650,
      errorMessage: 'engine is away',
    },
  ],
];

describe('the parameters of', () => {
  for (const [kind, what, params, expected] of table) {
    it(`${kind}: ${what}`, () => {
      const event = kinds[kind].parse(params);
      assert.deepEqual(event, { ...expected, raw: params });
      assert.deepEqual(JSON.parse(JSON.stringify(event)), event);
    });
  }

  it('a flow or transcription with invalid JSON are omitted, and are still in raw', () => {
    assert.equal(kinds.message.parse({ FlowData: '{' }).flow, undefined);
    for (const data of ['{', 'null', '[]', '"x"', '{"transcript":1,"confidence":"a"}']) {
      const event = kinds.transcription.parse({ TranscriptionData: data });
      assert.deepEqual([event.text, event.confidence], [undefined, undefined], data);
      assert.equal(event.raw['TranscriptionData'], data);
    }
  });

  it('a flow are the flowResponse of InteractiveData, as in FlowData', () => {
    const flow = { size: 'L' };
    const InteractiveData = JSON.stringify({ flowResponse: flow });
    assert.deepEqual(kinds.message.parse({ InteractiveData, FlowData: JSON.stringify(flow) }).flow, flow);
    assert.deepEqual(kinds.message.parse({ InteractiveData }).flow, flow);
    assert.deepEqual(kinds.message.parse({ InteractiveData, FlowData: '{' }).flow, flow);
    for (const other of ['{}', 'null', '"x"', '{']) {
      assert.ok(!('flow' in kinds.message.parse({ InteractiveData: other })), other);
    }
  });

  it('an empty request are an event without a SID, of every kind', () => {
    for (const kind of Object.keys(kinds).filter(isKind)) {
      const rules = kinds[kind];
      assert.equal(sidOfEvent(rules), '', kind);
    }
  });
});

/** The SID of an event without parameters. */
function sidOfEvent<K extends Kind>(rules: (typeof kinds)[K]): string {
  return rules.sid(rules.parse({}));
}

describe('two deliveries of a', () => {
  const same = <K extends Kind>(kind: K, a: Record<string, string>, b: Record<string, string>): boolean => {
    const rules: (typeof kinds)[K] = kinds[kind];
    const [first, second] = [rules.identity(rules.parse(a)), rules.identity(rules.parse(b))];
    return first !== undefined && first === second;
  };

  it('ringing call are the same, but not those of an answered call', () => {
    assert.ok(same('call', { CallSid, CallStatus: 'ringing' }, { CallSid, CallStatus: 'ringing' }));
    assert.ok(!same('call', { CallSid, CallStatus: 'in-progress' }, { CallSid, CallStatus: 'in-progress' }));
    const failed = { CallStatus: 'ringing', ErrorCode: '11200', ErrorUrl: 'https://example.com', CallSid };
    assert.ok(same('call', { CallSid, CallStatus: 'ringing' }, failed), 'asked again at the fallback address');
  });

  it('step are the same, also with other digits, but not those of a leg that enters a key', () => {
    const step = { CallSid, CallStatus: 'in-progress', node: 'n1', n: '2' };
    assert.ok(same('step', step, { ...step, Digits: '1' }));
    const leg = { ...step, leg: 'whisper' };
    assert.ok(same('step', leg, { ...leg, SequenceNumber: '1' }));
    assert.ok(!same('step', leg, { ...leg, Digits: '1' }));
  });

  it('ringing call are not the same when the second one has other parameters', () => {
    // `<Dial answerOnBridge="true" action="…">` can end while the call is still ringing.
    const ringing = { CallSid, CallStatus: 'ringing' };
    assert.ok(!same('call', ringing, { ...ringing, DialCallStatus: 'busy' }));
    assert.ok(!same('call', ringing, { ...ringing, step: '2' }));
  });

  it('call status are distinguished by status, sequence and answeredBy', () => {
    const status = { CallSid, CallStatus: 'in-progress' };
    assert.ok(same('call-status', status, status));
    assert.ok(!same('call-status', status, { ...status, CallStatus: 'completed' }));
    assert.ok(!same('call-status', status, { ...status, SequenceNumber: '2' }));
    assert.ok(!same('call-status', status, { CallSid, AnsweredBy: 'human' }));
  });

  it('stream, SIPREC session or conference are distinguished by what happened', () => {
    const stream = { CallSid, StreamSid: sidOf('MZ'), StreamEvent: 'stream-started' };
    assert.ok(same('stream-status', stream, stream));
    assert.ok(!same('stream-status', stream, { ...stream, StreamEvent: 'stream-stopped' }));
    const session = { CallSid, SiprecSid: sidOf('SR'), SiprecEvent: 'siprec-started' };
    assert.ok(!same('siprec-status', session, { ...session, SiprecEvent: 'siprec-stopped' }));
    const join = { ConferenceSid: sidOf('CF'), StatusCallbackEvent: 'participant-join', SequenceNumber: '1' };
    assert.ok(!same('conference-status', join, { ...join, SequenceNumber: '2' }));
  });

  it('recording or transcription are distinguished by status, and by sequence', () => {
    const recording = { RecordingSid: sidOf('RE'), RecordingStatus: 'in-progress' };
    assert.ok(same('recording', recording, recording));
    assert.ok(!same('recording', recording, { ...recording, RecordingStatus: 'completed' }));
    const piece = { TranscriptionSid: sidOf('GT'), TranscriptionEvent: 'transcription-content', SequenceId: '1' };
    assert.ok(same('transcription', piece, piece));
    assert.ok(!same('transcription', piece, { ...piece, SequenceId: '2' }));
  });
});
