import type { JSX } from 'preact';
import { MicrophoneIcon } from '../components/call-icons';
import { useStreamAudio, type StreamAudioState } from '../hooks/use-stream-audio';
import { t } from '../text/locale';

function statusText(state: StreamAudioState, muted: boolean): string {
  switch (state) {
    case 'off':
      return t.calls.streamAudioOff;
    case 'starting':
      return t.calls.streamAudioStarting;
    case 'on':
      return muted ? t.calls.streamAudioMuted : t.calls.streamAudioOn;
    case 'denied':
      return t.calls.streamAudioDenied;
    case 'insecure':
      return t.calls.streamAudioInsecure;
    case 'failed':
      return t.calls.streamAudioFailed;
  }
}

/** Starts the microphone and the loudspeaker for the streams of a call. */
export function StreamAudioBar(props: { callSid: string; active: boolean; muted: boolean }): JSX.Element | null {
  const { state, problem, start, stop } = useStreamAudio(props.callSid, props.active, props.muted);
  if (!props.active) return null;
  const isOff = state === 'off' || state === 'failed';
  return (
    <div class="stream-audio" data-state={state}>
      {problem === '' ? (
        <p role="status">{statusText(state, props.muted)}</p>
      ) : (
        <p class="field-error" role="alert">
          {t.calls.streamAudioProblem(problem)}
        </p>
      )}
      <button
        type="button"
        id="stream-audio"
        class="button"
        title={isOff ? t.calls.streamAudioHelp : undefined}
        onClick={isOff ? start : stop}
      >
        <MicrophoneIcon size={18} off={!isOff && state !== 'on'} />
        {isOff ? t.calls.streamAudio : t.calls.streamAudioStop}
      </button>
    </div>
  );
}
