import { useEffect, useRef } from 'preact/hooks';
import { speakAloud, stopSpeaking } from '../audio/speech-output';
import type { PhoneCall } from '../model/call';
import type { Caption } from '../state/captions';

/**
 * Reads out what the flow and the other person say from now on. A key or a hang-up of the person stops it, as it stops
 * the flow's own voice.
 */
export function useCallVoice(call: PhoneCall, captions: readonly Caption[], on: boolean): void {
  const handled = useRef<ReadonlySet<string>>();
  useEffect(() => {
    const known = handled.current;
    // Keys that follow each other are one caption with a longer text.
    handled.current = new Set(captions.map(keyOf));
    if (!on || known === undefined) return;
    for (const caption of captions.filter((one) => !known.has(keyOf(one)))) {
      if (caption.who === 'person') {
        if (caption.kind === 'keys') stopSpeaking();
      } else if (caption.kind === 'speech') speakAloud(caption.text);
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

function keyOf({ id, text }: Caption): string {
  return `${id} ${text}`;
}
