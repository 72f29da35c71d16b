import type { Clock } from '../session/ports';
import { SpeechTimers, spokenMs } from './speech-timers';

/** How much longer than estimated the last words may take when Twilio does not report their end, in milliseconds. */
const MARGIN_MS = 1000;

/** The longest pause between two pieces of speech, in milliseconds. After a longer one, the speech has ended. */
const PAUSE_MS = 300;

/**
 * Ends a conversation when the last words were heard. Twilio itself would end it at once, and discard what is not
 * spoken yet. The end of the speech is reported by Twilio's events. Without them it is estimated.
 */
export class LastWords {
  private readonly timers: SpeechTimers<'end'>;
  /** About when everything that was sent is spoken, in milliseconds since 1970. */
  private spokenAt = 0;
  private command: string | undefined;

  /** @param send sends the command that ends the conversation */
  constructor(
    private readonly clock: Clock,
    private readonly send: (command: string) => void,
  ) {
    this.timers = new SpeechTimers(clock);
  }

  /** A text was sent. It is spoken after the texts before it. */
  sent(text: string): void {
    this.spokenAt = Math.max(this.spokenAt, this.clock.now()) + spokenMs(text);
  }

  /** The command waits for the last words. @param isHeard whether everything was played already */
  end(command: string, isHeard: boolean): void {
    this.command = command;
    const left = isHeard ? 0 : this.spokenAt - this.clock.now();
    if (left > 0) this.after(left + MARGIN_MS);
    else this.now();
  }

  /** The assistant begins or stops to speak. */
  speaking(isOn: boolean): void {
    if (this.command === undefined) return;
    this.after(isOn ? MARGIN_MS + Math.max(0, this.spokenAt - this.clock.now()) : PAUSE_MS);
  }

  /** Everything was heard. */
  heard(): void {
    this.now();
  }

  /** The caller has interrupted: nothing more is spoken. */
  interrupted(): void {
    this.spokenAt = this.clock.now();
    this.now();
  }

  /** The socket is closed: stops waiting. */
  stop(): void {
    this.timers.stopAll();
  }

  /** The socket is open again. What was sent before may still be spoken. */
  resume(): void {
    if (this.command !== undefined) this.speaking(true);
  }

  private after(ms: number): void {
    this.timers.start('end', ms, () => {
      this.now();
    });
  }

  private now(): void {
    this.timers.stopAll();
    if (this.command === undefined) return;
    this.send(this.command);
    this.command = undefined;
  }
}
