import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { listen } from '../audio/speech-input';
import { locale, t } from '../text/locale';

/** Speech input for a text field. */
export interface Dictation {
  listening: boolean;
  /** Why it failed, or empty. */
  problem: string;
  /** Starts or stops. */
  toggle: () => void;
  /** Stops without a result. */
  stop: () => void;
}

/** Errors of the Web Speech API for a microphone that the browser or the user does not allow. */
const DENIED = ['not-allowed', 'service-not-allowed', 'audio-capture'];

/**
 * Turns speech into text.
 * @param onText called with the text so far, and with `final` when the person has ended
 */
export function useDictation(onText: (text: string, final: boolean) => void): Dictation {
  const [listening, setListening] = useState(false);
  const [problem, setProblem] = useState('');
  const abort = useRef<() => void>();
  const latest = useRef(onText);
  latest.current = onText;
  const stop = useCallback(() => abort.current?.(), []);
  useEffect(() => stop, [stop]);

  return {
    listening,
    problem,
    stop,
    toggle() {
      if (listening) {
        stop();
        return;
      }
      setProblem('');
      setListening(true);
      abort.current = listen(locale, {
        onText: (text, final) => latest.current(text, final),
        onError(code) {
          if (code === 'aborted') return;
          setProblem(DENIED.includes(code) ? t.calls.microphoneDenied : t.calls.notUnderstood);
        },
        onEnd: () => setListening(false),
      });
    },
  };
}
