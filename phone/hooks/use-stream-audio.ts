import { useEffect, useRef, useState } from 'preact/hooks';
import { hearAudio, sendAudio } from '../api/call-audio';
import { canUseStreamAudio, openStreamAudio, type StreamAudio } from '../audio/stream-audio';

/** The limit of pieces that are not sent yet. When the server is too slow, further pieces are dropped. */
const MAX_UNSENT = 10;

/** `denied`: on, but without the microphone. `insecure`: the page is not on HTTPS or localhost. */
export type StreamAudioState = 'off' | 'starting' | 'on' | 'denied' | 'insecure' | 'failed';

/** The state of the audio, and the functions that turn it on and off. */
export interface StreamAudioControl {
  state: StreamAudioState;
  /** Why the audio does not reach the simulator, or is not heard. Empty without an error. */
  problem: string;
  start: () => void;
  stop: () => void;
}

/**
 * The microphone and the loudspeaker of a call with streams. Off until the person starts it.
 *
 * @param active false when the call has no stream any more
 * @param muted the microphone is not sent
 */
export function useStreamAudio(callSid: string, active: boolean, muted: boolean): StreamAudioControl {
  const [wanted, setWanted] = useState(false);
  const [state, setState] = useState<StreamAudioState>('off');
  const [sendProblem, setSendProblem] = useState('');
  const [hearProblem, setHearProblem] = useState('');
  const isMuted = useRef(muted);
  isMuted.current = muted;

  const on = wanted && active;
  useEffect(() => {
    if (!on) return undefined;
    const closed = new AbortController();
    let audio: StreamAudio | undefined;
    let unsent = 0;
    let last: Promise<unknown> = Promise.resolve();
    /** Without an error, the last piece has arrived. */
    const sent = (error: unknown): void => {
      if (!closed.signal.aborted) setSendProblem(error instanceof Error ? error.message : '');
    };
    const send = (bytes: Uint8Array<ArrayBuffer>): void => {
      if (isMuted.current || unsent >= MAX_UNSENT) return;
      unsent += 1;
      // One after the other, so that they arrive in order. A lost piece is a gap.
      last = last
        .then(() => (closed.signal.aborted ? undefined : sendAudio(callSid, bytes)))
        .then(sent, sent)
        .then(() => (unsent -= 1));
    };
    if (!canUseStreamAudio()) {
      setState('insecure');
      return () => setState('off');
    }
    const workletUrl = new URL('phone/audio-worklet.js', location.href);
    setState('starting');
    openStreamAudio(workletUrl, send).then(
      (opened) => {
        if (closed.signal.aborted) {
          opened.close();
          return;
        }
        audio = opened;
        setState(opened.hasMicrophone ? 'on' : 'denied');
        hearAudio(callSid, opened.play, closed.signal).catch((error: unknown) => {
          if (!closed.signal.aborted && error instanceof Error) setHearProblem(error.message);
        });
      },
      () => {
        if (!closed.signal.aborted) setState('failed');
      },
    );
    return () => {
      closed.abort();
      audio?.close();
      setSendProblem('');
      setHearProblem('');
      setState('off');
    };
  }, [on, callSid]);

  return { state, problem: hearProblem || sendProblem, start: () => setWanted(true), stop: () => setWanted(false) };
}
