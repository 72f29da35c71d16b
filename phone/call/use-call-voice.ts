import { useEffect, useRef } from 'preact/hooks';
import { speakAloud, stopSpeaking } from '../audio/speech-output';
import type { PhoneCall } from '../model/call';
import { newWords, type Caption } from '../state/captions';

/**
 * Reads out what the flow and the other person say from now on. It stops when the person presses a key, hangs up or
 * interrupts, as the flow's own voice does.
 */
export function useCallVoice(call: PhoneCall, captions: readonly Caption[], on: boolean): void {
  const handled = useRef<ReadonlyMap<string, Caption>>();
  useEffect(() => {
    const known = handled.current;
    handled.current = new Map(captions.map((caption) => [caption.id, caption]));
    if (!on || known === undefined) return;
    for (const caption of captions) {
      const before = known.get(caption.id);
      // Keys that follow each other are one caption with a longer text.
      const isNewKey = caption.who === 'person' && caption.kind === 'keys' && caption.text !== before?.text;
      if (isNewKey || (caption.interrupted && before?.interrupted === false)) stopSpeaking();
      const words = newWords(caption, before);
      if (words !== '') speakAloud(words);
    }
  }, [captions, on]);

  const last = call.lines.at(-1);
  const hungUp = last?.who === 'person' && last.verb === 'Hangup';
  useEffect(() => {
    if (hungUp) stopSpeaking();
  }, [hungUp]);

  // When the sound is turned off, and when another call is shown.
  useEffect(() => (on ? stopSpeaking : undefined), [on]);
}
