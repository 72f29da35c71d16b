import type { Clock } from '../session/ports';
import type { EndReason, RelaySettings } from './relay-state';
import { SpeechTimers, spokenMs } from './speech-timers';

/** What the timers of a conversation need. */
export interface TimerPorts {
  clock: Clock;
  settings: Pick<RelaySettings, 'filler' | 'silence' | 'maxDurationMs'>;
  isEnding(): boolean;
  /** Whether a turn is open and nothing was said in it. */
  isThinking(turn: string): boolean;
  /** Says something that the flow has not asked for. */
  say(text: string): void;
  end(reason: EndReason): void;
}

/** What a conversation does when time passes: the filler, the question after a silence, and the end. */
export class ConversationTimers {
  private readonly timers: SpeechTimers<'filler' | 'silence' | 'duration'>;
  private hasAsked = false;

  constructor(private readonly ports: TimerPorts) {
    this.timers = new SpeechTimers(ports.clock);
  }

  /** The caller is connected. @param startedAt when it was connected for the first time, in milliseconds since 1970 */
  limit(startedAt: number): void {
    const { clock, settings } = this.ports;
    if (settings.maxDurationMs === undefined) return;
    const left = startedAt + settings.maxDurationMs - clock.now();
    this.timers.start('duration', Math.max(0, left), () => {
      this.ports.end('max-duration');
    });
  }

  /** The caller has said something: the filler is heard when the flow takes long. */
  waitForFlow(turn: string): void {
    const { filler } = this.ports.settings;
    this.stopFiller();
    if (filler === undefined) return;
    this.timers.start('filler', filler.afterMs, () => {
      if (this.ports.isThinking(turn) && !this.ports.isEnding()) this.ports.say(filler.text);
    });
  }

  /** The flow has answered, or was interrupted. */
  stopFiller(): void {
    this.timers.stop('filler');
  }

  /** It is the caller's turn: after a silence, they are asked whether they are still there. @param text that is spoken now */
  listen(text: string): void {
    const { silence } = this.ports.settings;
    if (silence === undefined || this.ports.isEnding()) return;
    this.timers.start('silence', silence.afterMs + spokenMs(text), () => {
      if (this.hasAsked) {
        this.ports.end('silence');
        return;
      }
      this.hasAsked = true;
      this.ports.say(silence.text);
      this.listen(silence.text);
    });
  }

  /** The caller or the assistant speaks. */
  stopSilence(): void {
    this.timers.stop('silence');
  }

  /** The caller has spoken: they are still there. */
  callerSpoke(): void {
    this.stopSilence();
    this.hasAsked = false;
  }

  stopAll(): void {
    this.timers.stopAll();
  }
}
