import { useEffect, useState } from 'preact/hooks';
import { unlockAudio } from '../audio/audio-context';
import { startRinging } from '../audio/tones';
import { useLocalStorage } from './use-local-storage';

/** The sound settings, and functions that change them. */
export interface Sound {
  /** The phone rings aloud. */
  ringtone: boolean;
  setRingtone: (on: boolean) => void;
  /** Words are read out, and audio and tones are played. */
  speaker: boolean;
  setSpeaker: (on: boolean) => void;
  /** The browser allows sound: the user has clicked or pressed a key on this page. */
  unlocked: boolean;
}

const readBoolean = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** The sound settings of this browser. The ringtone is on by default, the speaker is off. */
export function useSound(): Sound {
  const [ringtone, setRingtone] = useLocalStorage('ringtone', true, readBoolean);
  const [speaker, setSpeaker] = useLocalStorage('speaker', false, readBoolean);
  const [unlocked, setUnlocked] = useState(false);
  useEffect(() => unlockAudio(() => setUnlocked(true)), []);
  return { ringtone, setRingtone, speaker, setSpeaker, unlocked };
}

/** Plays the ringtone while this phone rings, or the ringback tone while the other phone rings. */
export function useRinging(rings: boolean, calling: boolean, { ringtone, speaker, unlocked }: Sound): void {
  const tone = rings && ringtone ? 'ringtone' : calling && speaker ? 'ringback' : undefined;
  useEffect(() => (tone === undefined || !unlocked ? undefined : startRinging(tone)), [tone, unlocked]);
}
