/** Requests about calls in the forms that captured requests of Twilio have, with made-up values. */
import fc from 'fast-check';
import {
  addOns,
  callToken,
  errorText,
  fileUrl,
  integer,
  isoTime,
  maybe,
  merged,
  name,
  number,
  one,
  place,
  placeFields,
  record,
  sid,
  speech,
  text,
  time,
  title,
  webhookUrl,
  webToken,
  type Fields,
} from './realistic-values';

const ids = record({ AccountSid: sid('AC'), CallSid: sid('CA') });
const version = record({ ApiVersion: one('2010-04-01') });

const host = 'example.sip.twilio.com';
const sipAddress = one('ada', '+14155550100', '100', 'Tom', 'To').map((user) => `sip:${user}@${host}`);
const clientAddress = one('ada', 'Tom_Smith', 'To', 'agent_7').map((identity) => `client:${identity}`);
const unknownCaller = one('anonymous', 'Anonymous', '+266696687', '+86282452253', '+2562533');

/** Both parties of a call. Only phone numbers have a place. */
const parties = fc
  .tuple(
    fc.oneof(number, number, sipAddress, clientAddress, unknownCaller),
    fc.oneof(number, number, sipAddress),
    place,
    place,
  )
  .map(([from, to, caller, called]): Fields => ({
    From: from,
    Caller: from,
    To: to,
    Called: to,
    ...(from.startsWith('+') ? { ...placeFields('From', caller), ...placeFields('Caller', caller) } : {}),
    ...(to.startsWith('+') ? { ...placeFields('To', called), ...placeFields('Called', called) } : {}),
    ...(to.startsWith('sip:')
      ? {
          SipCallId: 'a1b2@203.0.113.1',
          SipDomain: host,
          SipDomainSid: `SD${'0'.repeat(32)}`,
          SipSourceIp: '203.0.113.1',
        }
      : {}),
  }));

const forwarded = fc.option(
  number.map((by): Fields => ({ ForwardedFrom: by, CalledVia: by })),
  { nil: {} },
);

const call = merged(
  ids,
  version,
  parties,
  forwarded,
  record({
    CallStatus: one('ringing', 'in-progress', 'completed'),
    Direction: one('inbound', 'outbound-api', 'outbound-dial'),
    CallerName: maybe(name),
    ParentCallSid: maybe(sid('CA')),
    ApplicationSid: maybe(sid('AP')),
    AnsweredBy: maybe(one('human', 'machine_start', 'unknown')),
  }),
);

/** The first request of an incoming call has more than the later ones. */
export const incomingCall = merged(
  call,
  record({
    CallToken: maybe(callToken),
    StirVerstat: maybe(
      one('TN-Validation-Passed-A', 'TN-Validation-Passed-C', 'No-TN-Validation', 'TN-Validation-Failed'),
    ),
    StirPassportToken: maybe(webToken),
    AddOns: maybe(addOns),
  }),
  fc.option(record({ ErrorCode: one('11200', '12100'), ErrorUrl: webhookUrl }), { nil: {} }),
);

export const callStatus = merged(
  call,
  record({
    CallbackSource: one('call-progress-events', 'call-cost-events'),
    SequenceNumber: integer(5),
    Timestamp: time,
    CallDuration: maybe(integer(9999)),
    Duration: maybe(integer(99)),
    SipResponseCode: maybe(one('200', '486', '487')),
    MachineDetectionDuration: maybe(integer(9999)),
    RecordingUrl: maybe(fileUrl),
    RecordingSid: maybe(sid('RE')),
    RecordingDuration: maybe(integer(99)),
    ErrorCode: maybe(one('13224')),
  }),
);

export const detection = merged(
  ids,
  record({ AnsweredBy: one('human', 'machine_end_beep', 'fax'), MachineDetectionDuration: integer(9999) }),
);

const recorded = record({ RecordingUrl: fileUrl, RecordingSid: sid('RE'), RecordingDuration: integer(9999) });

/** The requests in which Twilio comes back from a verb. */
export const step = merged(
  call,
  fc.oneof(
    record({ Digits: one('1', '123456', '*0', ''), msg: one('Gather End'), FinishedOnKey: maybe(one('', '#')) }),
    record({ SpeechResult: speech, Confidence: maybe(one('0.9128386', '0.0', '1')), Language: maybe(one('en-US')) }),
    merged(recorded, record({ Digits: maybe(one('hangup', '#', '')) })),
    merged(
      record({
        DialCallStatus: one('completed', 'no-answer', 'answered'),
        DialCallSid: maybe(sid('CA')),
        DialBridged: one('true', 'false'),
        DialCallDuration: maybe(integer(999)),
      }),
      fc.option(recorded, { nil: {} }),
    ),
    record({ QueueResult: one('bridged', 'hangup', 'leave'), QueueSid: sid('QU'), QueueTime: integer(99) }),
    record({
      QueuePosition: integer(9),
      QueueSid: sid('QU'),
      QueueTime: integer(99),
      AvgQueueTime: integer(99),
      CurrentQueueSize: integer(9),
      MaxQueueSize: one('1000'),
    }),
    record({
      SessionId: sid('VX'),
      SessionStatus: one('ended', 'failed', 'completed'),
      SessionDuration: integer(99),
      HandoffData: maybe(text.map((reason) => JSON.stringify({ reason, Name: 'x', To: reason }))),
      ErrorCode: maybe(one('64105')),
      ErrorMessage: maybe(errorText),
    }),
    record({
      ReferCallStatus: one('completed', 'busy'),
      ReferSipResponseCode: one('202'),
      ReferTransferTarget: sipAddress,
    }),
  ),
);

export const partialSpeech = merged(
  call,
  record({ Stability: one('0.0', '0.9'), SequenceNumber: integer(9), Language: maybe(one('en-US')) }),
  record({ StableSpeechResult: maybe(speech), UnstableSpeechResult: speech.map((words) => words.slice(0, -1)) }),
);

export const recording = merged(
  fc.oneof(ids, record({ AccountSid: sid('AC'), ConferenceSid: sid('CF') })),
  record({
    RecordingSource: one('RecordVerb', 'DialVerb', 'Conference', 'StartCallRecordingTwiML'),
    RecordingTrack: maybe(one('both', 'inbound')),
    RecordingSid: sid('RE'),
    RecordingUrl: fileUrl,
    RecordingStatus: one('completed', 'absent', 'in-progress'),
    RecordingChannels: one('1', '2'),
    ErrorCode: one('0', '16101'),
    RecordingStartTime: time,
    RecordingDuration: maybe(integer(999)),
  }),
);

const recordingText = fc
  .tuple(
    merged(ids, version),
    number,
    number,
    record({ RecordingSid: sid('RE'), RecordingUrl: fileUrl, TranscriptionSid: sid('TR'), url: webhookUrl }),
    fc.option(speech),
    fileUrl,
  )
  .map(([common, from, to, about, words, address]): Fields => ({
    ...common,
    ...about,
    From: from,
    Caller: from,
    To: to,
    Called: to,
    CallStatus: 'completed',
    Direction: 'inbound',
    TranscriptionType: 'fast',
    ...(words === null
      ? { TranscriptionStatus: 'failed' }
      : { TranscriptionStatus: 'completed', TranscriptionText: words, TranscriptionUrl: address }),
  }));

const liveText = merged(
  ids,
  record({
    TranscriptionSid: sid('GT'),
    SequenceId: integer(99),
    Timestamp: isoTime,
    LanguageCode: one('en-US', 'de-DE'),
  }),
  fc.oneof(
    record({
      TranscriptionEvent: one('transcription-started'),
      Name: maybe(title),
      Track: one('both_tracks', 'inbound_track'),
      InboundTrackLabel: maybe(one('customer', 'Track', 'agent 1')),
      OutboundTrackLabel: maybe(one('agent', 'Final')),
      PartialResults: one('true', 'false'),
      TranscriptionEngine: one('google', 'deepgram'),
      ProviderConfiguration: one('{"speechModel":"telephony","profanityFilter":"true","Track":"x"}', '{}'),
    }),
    merged(
      record({
        TranscriptionEvent: one('transcription-content'),
        Final: one('true', 'false'),
        Track: one('inbound_track', 'outbound_track'),
        Stability: maybe(one('0.5', '0.9')),
      }),
      speech.map((transcript): Fields => ({ TranscriptionData: JSON.stringify({ transcript, confidence: 0.9 }) })),
    ),
    record({ TranscriptionEvent: one('transcription-stopped') }),
    record({
      TranscriptionEvent: one('transcription-error'),
      TranscriptionErrorCode: one('32650'),
      TranscriptionError: errorText,
    }),
  ),
);

export const transcription = fc.oneof(recordingText, liveText);

export const streamStatus = merged(
  ids,
  record({
    StreamSid: sid('MZ'),
    StreamName: title,
    StreamEvent: one('stream-started', 'stream-stopped', 'stream-error'),
    StreamError: maybe(errorText),
    Timestamp: isoTime,
  }),
);

export const conferenceStatus = merged(
  record({
    AccountSid: sid('AC'),
    ConferenceSid: sid('CF'),
    FriendlyName: title,
    SequenceNumber: integer(99),
    Timestamp: time,
  }),
  fc.oneof(
    record({
      StatusCallbackEvent: one('participant-join', 'participant-leave', 'participant-mute'),
      CallSid: sid('CA'),
      Coaching: one('false'),
      EndConferenceOnExit: one('true', 'false'),
      Hold: one('false'),
      Muted: one('true', 'false'),
      ParticipantLabel: maybe(title),
      StartConferenceOnEnter: one('true'),
      ParticipantCallStatus: maybe(one('completed')),
      ReasonParticipantLeft: maybe(one('participant_hung_up')),
    }),
    record({
      StatusCallbackEvent: one('conference-end'),
      CallSidEndingConference: maybe(sid('CA')),
      ParticipantLabelEndingConference: maybe(title),
      ReasonConferenceEnded: one('last-participant-left'),
      Reason: one('Participant CA1 with label To left.', 'Last participant left.'),
    }),
  ),
);
