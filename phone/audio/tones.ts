import { audioContext } from './audio-context';

/** Tones that sound together. Frequencies in hertz, times in seconds. */
interface Beep {
  frequencies: readonly number[];
  start: number;
  seconds: number;
}

/** A sound that repeats. */
interface Pattern {
  beeps: readonly Beep[];
  periodSeconds: number;
  volume: number;
}

/** A ring of two tones, twice, then a pause. */
const RINGTONE: Pattern = {
  beeps: [0, 0.12, 0.24, 0.36, 0.8, 0.92, 1.04, 1.16].map((start, i) => ({
    frequencies: [i % 2 === 0 ? 784 : 988],
    start,
    seconds: 0.11,
  })),
  periodSeconds: 3,
  volume: 0.12,
};

/** The tone that a caller in North America hears while the other phone rings. https://www.itu.int/rec/T-REC-E.180 */
const RINGBACK: Pattern = {
  beeps: [{ frequencies: [440, 480], start: 0, seconds: 2 }],
  periodSeconds: 6,
  volume: 0.04,
};

/** The two frequencies of each key. https://www.itu.int/rec/T-REC-Q.23 */
const KEY_ROWS = [697, 770, 852, 941];
const KEY_COLUMNS = [1209, 1336, 1477];
const KEY_SECONDS = 0.15;
const FADE_SECONDS = 0.01;

/** Plays tones. The returned function stops them. */
function play(audio: AudioContext, beeps: readonly Beep[], volume: number): () => void {
  const oscillators = beeps.flatMap(({ frequencies, start, seconds }) =>
    frequencies.map((frequency) => {
      const from = audio.currentTime + start;
      const gain = new GainNode(audio, { gain: 0 });
      // Without the ramps, each tone would start and end with a click.
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(volume, from + FADE_SECONDS);
      gain.gain.setValueAtTime(volume, from + seconds - FADE_SECONDS);
      gain.gain.linearRampToValueAtTime(0, from + seconds);
      const oscillator = new OscillatorNode(audio, { frequency });
      oscillator.connect(gain).connect(audio.destination);
      oscillator.start(from);
      oscillator.stop(from + seconds);
      return oscillator;
    }),
  );
  return () => {
    for (const oscillator of oscillators) oscillator.stop();
  };
}

/**
 * Plays the ringtone of a phone, or the ringback tone that a caller hears, until the returned function is called. Silent while
 * the browser does not allow sound.
 */
export function startRinging(sound: 'ringtone' | 'ringback'): () => void {
  const audio = audioContext();
  if (!audio) return () => undefined;
  const { beeps, periodSeconds, volume } = sound === 'ringtone' ? RINGTONE : RINGBACK;
  let stop = play(audio, beeps, volume);
  const timer = setInterval(() => {
    stop = play(audio, beeps, volume);
  }, periodSeconds * 1000);
  return () => {
    clearInterval(timer);
    stop();
  };
}

/** Plays the tone of a key, `0` to `9`, `*` or `#`. */
export function playKeyTone(key: string): void {
  const audio = audioContext();
  const index = '123456789*0#'.indexOf(key);
  const row = KEY_ROWS[Math.floor(index / KEY_COLUMNS.length)];
  const column = KEY_COLUMNS[index % KEY_COLUMNS.length];
  if (!audio || row === undefined || column === undefined) return;
  play(audio, [{ frequencies: [row, column], start: 0, seconds: KEY_SECONDS }], 0.06);
}
