import type { Clock } from '../session/ports';

/** About how fast a speech synthesis speaks, in characters a second. Twilio does not report the end of a text by default. */
const CHARACTERS_PER_SECOND = 15;

/** About how long a text is spoken, in milliseconds. */
export const spokenMs = (text: string): number => (text.length / CHARACTERS_PER_SECOND) * 1000;

/** Timers of one conversation. Each name has one timer: starting it again restarts it. */
export class SpeechTimers<Name extends string> {
  private readonly cancels = new Map<Name, () => void>();

  constructor(private readonly clock: Clock) {}

  start(name: Name, ms: number, run: () => void): void {
    this.stop(name);
    this.cancels.set(
      name,
      this.clock.after(ms, () => {
        this.cancels.delete(name);
        run();
      }),
    );
  }

  stop(name: Name): void {
    this.cancels.get(name)?.();
    this.cancels.delete(name);
  }

  stopAll(): void {
    for (const cancel of this.cancels.values()) cancel();
    this.cancels.clear();
  }
}
