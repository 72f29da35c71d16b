import type { RecordingSource, RecordingTrack } from '../../model/calls';
import { rfc2822 } from '../../protocol/dates';
import type { SimulatorContext } from '../../model/context';
import { createRecording, touchRecording } from './recording';
import type { WebhookAddress, CallRecord } from '../../model/call-records';
import type { LiveRecording } from '../../model/live-media';

/** https://www.twilio.com/docs/voice/api/recording#recordingstatuscallbackevent */
export type RecordingEvent = 'in-progress' | 'completed' | 'absent';
export const RECORDING_EVENTS: readonly RecordingEvent[] = ['in-progress', 'completed', 'absent'];

/** What is recorded: a call, or a conference with the SID of its first call. */
export type RecordingHost = Pick<CallRecord, 'sid' | 'recordings' | 'lastCallback'>;

/** How a call or a conference is recorded. */
export interface RecordingOptions {
  source: RecordingSource;
  track: RecordingTrack;
  channels: 1 | 2;
  callback: (WebhookAddress & { events: ReadonlySet<RecordingEvent> }) | undefined;
  /** The `RecordingSource` of the callback. Default: `source`. */
  callbackSource?: string;
  /** For the recording of a conference. */
  conferenceSid?: string | undefined;
  /** The name for `<Stop>`. */
  name?: string | undefined;
}

const PROCESSING_MS = 1000;
/** The recording is silent. https://www.twilio.com/docs/api/errors/16101 */
const NOTHING_RECORDED = 16101;

/** Starts a recording of a call or a conference. */
export function startRecording(
  context: SimulatorContext,
  call: RecordingHost,
  options: RecordingOptions,
): LiveRecording {
  const { source, track, channels, callback, callbackSource = source, name, conferenceSid = null } = options;
  const record = createRecording(context, { callSid: call.sid, conferenceSid, source, track, channels });
  const { view } = record;
  let recorded = 0;
  let since: number | undefined = context.timers.now();
  let isPaused = false;

  const post = (event: RecordingEvent): void => {
    if (callback?.events.has(event) !== true) return;
    const params: [string, string][] = [
      ['AccountSid', context.accountSid],
      conferenceSid === null ? ['CallSid', call.sid] : ['ConferenceSid', conferenceSid],
      ['RecordingSid', record.sid],
      ['RecordingUrl', view.url],
      ['RecordingStatus', event],
      ['RecordingChannels', String(channels)],
      ['RecordingSource', callbackSource],
      ['RecordingTrack', track],
      ['RecordingStartTime', rfc2822(view.startTime)],
    ];
    // https://www.twilio.com/docs/voice/api/recording#recordingstatuscallback
    if (event === 'completed') params.push(['RecordingDuration', String(view.duration ?? 0)]);
    params.push(['ErrorCode', String(view.errorCode ?? 0)]);
    call.lastCallback = call.lastCallback.then(async () => {
      await context.sender.send({ url: callback.url, method: callback.method, params });
    });
    context.track(call.lastCallback);
  };
  const isLive = (): boolean => call.recordings.has(live);
  const set = (status: typeof view.status): void => {
    view.status = status;
    touchRecording(context, record);
  };

  const live: LiveRecording = {
    record,
    name,
    pause(isSkipped = false) {
      if (!isLive() || isPaused) return false;
      isPaused = true;
      if (isSkipped) {
        recorded += context.timers.now() - (since ?? 0);
        since = undefined;
      }
      set('paused');
      return true;
    },
    resume() {
      if (!isLive() || !isPaused) return false;
      isPaused = false;
      since ??= context.timers.now();
      set('in-progress');
      return true;
    },
    complete(seconds, ready) {
      if (!call.recordings.delete(live)) return;
      const ms = recorded + (since === undefined ? 0 : context.timers.now() - since);
      view.duration = seconds ?? Math.round(ms / 1000);
      set('processing');
      context.timers.after(PROCESSING_MS, () => {
        set('completed');
        post('completed');
        ready?.();
      });
    },
    absent() {
      if (!call.recordings.delete(live)) return;
      view.duration = 0;
      view.errorCode = NOTHING_RECORDED;
      set('absent');
      post('absent');
    },
    params: () => [
      ['RecordingUrl', view.url],
      ['RecordingSid', record.sid],
      ['RecordingDuration', String(view.duration ?? 0)],
    ],
  };
  call.recordings.add(live);
  post('in-progress');
  return live;
}
