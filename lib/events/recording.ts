import { number, present, text, type Params } from './params';

/**
 * What became of a recording.
 * https://www.twilio.com/docs/voice/api/recording#recording-status-callback
 */
export interface RecordingEvent {
  event: 'recording';
  accountSid: string;
  recordingSid: string;
  callSid?: string;
  conferenceSid?: string;
  /** Seldom sent with a recording. */
  from?: string;
  to?: string;
  /** `in-progress`, `completed`, `absent` or `failed`. */
  status: string;
  /** The audio's address, without an extension: `.mp3` or `.wav` behind it chooses the format. */
  url?: string;
  /** In seconds. */
  duration?: number;
  /** 1, or 2 when each side has its own. */
  channels?: number;
  /** `RecordVerb`, `DialVerb`, `Conference`, `OutboundAPI`, `StartCallRecordingAPI` … */
  source?: string;
  /** `inbound`, `outbound` or `both`. */
  track?: string;
  /** ISO 8601. */
  startTime?: string;
  errorCode?: number;
  raw: Params;
}

/** A time of Twilio's (RFC 2822) as ISO 8601; as it is when it is no time. */
function isoTime(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toISOString();
}

/** The typed event of a recording's status callback. */
export function recordingEvent(params: Params): RecordingEvent {
  return present<RecordingEvent>({
    event: 'recording',
    accountSid: text(params, 'AccountSid') ?? '',
    recordingSid: text(params, 'RecordingSid') ?? '',
    callSid: text(params, 'CallSid'),
    conferenceSid: text(params, 'ConferenceSid'),
    from: text(params, 'From'),
    to: text(params, 'To'),
    // The action of <Record> tells of a recording without saying that it is complete.
    status: text(params, 'RecordingStatus') ?? (text(params, 'RecordingUrl') === undefined ? '' : 'completed'),
    url: text(params, 'RecordingUrl'),
    duration: number(params, 'RecordingDuration'),
    channels: number(params, 'RecordingChannels'),
    source: text(params, 'RecordingSource'),
    track: text(params, 'RecordingTrack'),
    startTime: isoTime(text(params, 'RecordingStartTime')),
    errorCode: number(params, 'ErrorCode'),
    raw: params,
  });
}
