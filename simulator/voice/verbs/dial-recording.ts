import { RECORDING_EVENTS, startRecording } from '../recordings/live-recording';
import { listAttribute, urlAttribute, warn } from '../attributes';
import type { CallRecord } from '../../model/call-records';
import type { LiveRecording } from '../../model/live-media';
import type { VerbStep } from '../../model/context';

/** `true` and `false` are older values. https://www.twilio.com/docs/voice/twiml/dial#record */
const MODES: Readonly<Record<string, { channels: 1 | 2; fromRinging: boolean } | undefined>> = {
  'do-not-record': undefined,
  false: undefined,
  true: { channels: 1, fromRinging: false },
  'record-from-answer': { channels: 1, fromRinging: false },
  'record-from-ringing': { channels: 1, fromRinging: true },
  'record-from-answer-dual': { channels: 2, fromRinging: false },
  'record-from-ringing-dual': { channels: 2, fromRinging: true },
};

/** The recording of a Dial. It starts once. */
export interface DialRecording {
  /** The phone of the other party rings. */
  ringing(): void;
  /** The parties are connected. Returns the recording, if there is one. */
  bridge(other: CallRecord | undefined): LiveRecording | undefined;
}

/** Reads the attributes of a Dial that are about recording. */
export function readDialRecording({ context, call, source, element }: VerbStep): DialRecording {
  const given = element.attributes['record'] ?? 'do-not-record';
  if (!Object.hasOwn(MODES, given)) warn(source, `record "${given.slice(0, 50)}" of <Dial> is not a known value`);
  const mode = Object.hasOwn(MODES, given) ? MODES[given] : undefined;
  const callback = urlAttribute(source, element, 'recordingStatusCallback', 'recordingStatusCallbackMethod');
  const events = listAttribute(source, element, 'recordingStatusCallbackEvent', RECORDING_EVENTS, ['completed']);
  const track = element.attributes['recordingTrack'];
  let recording: LiveRecording | undefined;
  const start = (): void => {
    if (mode === undefined) return;
    recording ??= startRecording(context, call, {
      source: 'DialVerb',
      track: track === 'inbound' || track === 'outbound' ? track : 'both',
      channels: mode.channels,
      callback: callback && { ...callback, events },
    });
  };
  return {
    ringing() {
      if (mode?.fromRinging === true) start();
    },
    bridge(other) {
      start();
      if (recording !== undefined && other !== undefined) {
        // The other call's `completed` callback has the recording, and ends it.
        other.recordings.add(recording);
        other.lastRecording = recording;
      }
      return recording;
    },
  };
}
