import type { Clock } from '../session/ports';
import type { EndReason, RelaySettings } from './relay-state';
import { SpeechTimers, spokenMs } from './speech-timers';

/** What the node says by itself, and when it ends the conversation by itself. */
interface PrompterPorts {
  say(text: string): void;
  end(reason: EndReason): void;
  isEnding(): boolean;
}

/** Watches the times of a conversation: while the flow is thinking, while nobody speaks, and of the whole. */
export class Prompter {
  private readonly timers: SpeechTimers<'filler' | 'silence' | 'duration'>;
  private hasAsked = false;

  constructor(
    private readonly clock: Clock,
    private readonly settings: RelaySettings,
    private readonly ports: PrompterPorts,
  ) {
    this.timers = new SpeechTimers(clock);
  }

  /** Ends the conversation when it has lasted as long as it may. @param startedAt in milliseconds since 1970 */
  limit(startedAt: number): void {
    const { maxDurationMs } = this.settings;
    if (maxDurationMs === undefined) return;
    this.timers.start('duration', Math.max(0, startedAt + maxDurationMs - this.clock.now()), () => {
      this.ports.end('max-duration');
    });
  }

  /** The caller has said something: the filler is heard when the flow takes long. */
  waitForFlow(isThinking: () => boolean): void {
    const { filler } = this.settings;
    this.timers.stop('filler');
    if (filler === undefined) return;
    this.timers.start('filler', filler.afterMs, () => {
      if (isThinking() && !this.ports.isEnding()) this.ports.say(filler.text);
    });
  }

  /** Nobody has to answer: after a while, the caller is asked whether they are still there. @param text that is spoken now */
  listen(text: string): void {
    const { silence } = this.settings;
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

  callerSpeaks(): void {
    this.timers.stop('silence');
    this.hasAsked = false;
  }

  stopFiller(): void {
    this.timers.stop('filler');
  }

  stopSilence(): void {
    this.timers.stop('silence');
  }

  /** Stops all timers. */
  stop(): void {
    this.timers.stopAll();
  }
}
