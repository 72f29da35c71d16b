import { number, present, text, type Params } from './params';

/**
 * A status of a recording.
 * https://www.twilio.com/docs/voice/api/recording#recording-status-callback
 */
export interface RecordingEvent {
  event: 'recording';
  accountSid: string;
  recordingSid: string;
  callSid?: string;
  conferenceSid?: string;
  /** Twilio rarely sends `from` and `to` with a recording. */
  from?: string;
  to?: string;
  /** `in-progress`, `completed`, `absent` or `failed`. */
  status: string;
  /** The URL of the audio, without extension. Append `.mp3` or `.wav` for the format. */
  url?: string;
  /** In seconds. */
  duration?: number;
  /** 1, or 2 when each party has its own channel. */
  channels?: number;
  /** `RecordVerb`, `DialVerb`, `Conference`, `OutboundAPI`, `StartCallRecordingAPI` … */
  source?: string;
  /** `inbound`, `outbound` or `both`. */
  track?: string;
  /** ISO 8601. */
  startTime?: string;
  errorCode?: number;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

/** An RFC 2822 time in ISO 8601 format. Any other text is returned unchanged, also one that is in ISO 8601 format. */
function isoTime(time: string | undefined): string | undefined {
  if (time === undefined || /^\d{4}-/.test(time)) return time;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toISOString();
}

/** The event of a recording's status callback. */
export function recordingEvent(params: Params): RecordingEvent {
  return present<RecordingEvent>({
    event: 'recording',
    accountSid: text(params, 'AccountSid') ?? '',
    recordingSid: text(params, 'RecordingSid') ?? '',
    callSid: text(params, 'CallSid'),
    conferenceSid: text(params, 'ConferenceSid'),
    from: text(params, 'From'),
    to: text(params, 'To'),
    // The request to the action URL of <Record> has a recording, but no status.
    status: text(params, 'RecordingStatus') ?? (text(params, 'RecordingUrl') === undefined ? '' : 'completed'),
    url: text(params, 'RecordingUrl'),
    duration: number(params, 'RecordingDuration'),
    channels: number(params, 'RecordingChannels'),
    source: text(params, 'RecordingSource'),
    track: text(params, 'RecordingTrack'),
    startTime: isoTime(text(params, 'RecordingStartTime')),
    // Twilio sends 0 when there is no error.
    errorCode: number(params, 'ErrorCode') || undefined,
    raw: params,
  });
}

/** The recording that a `<Record>` or a `<Dial>` has made, as `msg.twilio.recording` has it. */
export interface VerbRecording {
  /** Without extension. Append `.mp3` or `.wav` for the format. */
  url: string;
  sid?: string;
  /** In seconds. */
  duration?: number;
}

/**
 * The recording in the request of an `action`; `undefined` when there is none.
 * https://www.twilio.com/docs/voice/twiml/record#request-parameters
 */
export function verbRecording(params: Params): VerbRecording | undefined {
  const url = text(params, 'RecordingUrl');
  if (url === undefined) return undefined;
  return present<VerbRecording>({
    url,
    sid: text(params, 'RecordingSid'),
    duration: number(params, 'RecordingDuration'),
  });
}
