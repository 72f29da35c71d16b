import type { Clock } from '../session/ports';

/** One frame: 20 ms, as Twilio sends them. */
export const FRAME_MS = 20;

const BYTES_PER_MS = 8;
const FRAME_BYTES = FRAME_MS * BYTES_PER_MS;

/**
 * How much audio is sent ahead of its time, in milliseconds. Twilio plays what it has, so this is how late the flow and the
 * network may be without a gap. What was sent can only be taken back by `clear`.
 */
export const LEAD_MS = 200;

/** The most audio that waits, in milliseconds: five minutes, 2.4 MB. */
export const MAX_QUEUE_MS = 5 * 60 * 1000;

/** The most marks that wait. */
export const MAX_QUEUED_MARKS = 1000;

/** Where audio and marks go. */
export interface PacerOutput {
  /** @param audio μ-law at 8000 Hz, 20 ms or less */
  frame(audio: Buffer): void;
  mark(name: string): void;
}

/** What waits: audio in μ-law at 8000 Hz, or a mark after it. */
export type Queued = { audio: Buffer } | { mark: string };

/**
 * Sends audio at the speed at which it is played, cut into frames. The time of each frame is counted from the
 * first one, so that late timers do not add up. When the flow was late, counting starts again with the next frame.
 */
export class Pacer {
  private queue: Queued[] = [];
  private queuedBytes = 0;
  private queuedMarks = 0;
  /** The marks that were sent and have not come back. */
  private sentMarks: string[] = [];
  private output: PacerOutput | undefined;
  /** When everything that was sent is played, in milliseconds of the clock. */
  private playedAt = 0;
  private cancel: (() => void) | undefined;
  /** Whether it waits for the rest of a frame. */
  private waitsForRest = false;
  private readonly wake = (): void => {
    this.cancel = undefined;
    this.proceed();
  };

  constructor(private readonly clock: Clock) {}

  /** How much audio waits to be sent, in milliseconds. */
  get queuedMs(): number {
    return this.queuedBytes / BYTES_PER_MS;
  }

  /** The stream has started: what waits is sent. */
  start(output: PacerOutput): void {
    this.output = output;
    this.proceed();
  }

  /**
   * Adds audio.
   * @param audio μ-law at 8000 Hz
   * @returns false when it does not fit into the queue; then nothing is added
   */
  add(audio: Buffer): boolean {
    if (this.queuedBytes + audio.length > MAX_QUEUE_MS * BYTES_PER_MS) return false;
    if (this.sendsAtOnce(audio)) return true;
    if (audio.length > 0) {
      this.queue.push({ audio });
      this.queuedBytes += audio.length;
    }
    this.proceed();
    return true;
  }

  /** Adds a mark after the audio. @returns false when there are too many */
  mark(name: string): boolean {
    if (this.queuedMarks >= MAX_QUEUED_MARKS) return false;
    this.queue.push({ mark: name });
    this.queuedMarks += 1;
    this.proceed();
    return true;
  }

  /** A mark has come back. */
  returned(name: string): void {
    const index = this.sentMarks.indexOf(name);
    if (index !== -1) this.sentMarks.splice(index, 1);
  }

  /** What was not played yet, as far as it is known, for {@link resume}. Marks that have not come back come first. */
  get unplayed(): Queued[] {
    return [...this.sentMarks.map((mark) => ({ mark })), ...this.queue];
  }

  /** Continues with what another stream has not played. */
  resume(unplayed: readonly Queued[]): void {
    for (const queued of unplayed) {
      if ('mark' in queued) this.mark(queued.mark);
      else this.add(queued.audio);
    }
  }

  /** Throws away what waits. Its marks are sent, because Twilio sends back all marks of what was cleared. */
  clear(): void {
    const marks = this.queue.flatMap((queued) => ('mark' in queued ? [queued.mark] : []));
    this.reset();
    for (const name of marks) this.sendMark(name);
    // Nothing is left to be played.
    this.playedAt = 0;
  }

  /** Ends it. What waits is thrown away. */
  stop(): void {
    this.reset();
    this.output = undefined;
  }

  private reset(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.queue = [];
    this.queuedBytes = 0;
    this.queuedMarks = 0;
  }

  private sendMark(name: string): void {
    if (this.output === undefined) return;
    this.sentMarks.push(name);
    if (this.sentMarks.length > MAX_QUEUED_MARKS) this.sentMarks.shift();
    this.output.mark(name);
  }

  /** Sends a whole frame that is due when nothing waits before it, as in a conversation: without the queue. */
  private sendsAtOnce(audio: Buffer): boolean {
    const { output, queue, playedAt } = this;
    if (audio.length !== FRAME_BYTES || queue.length > 0 || output === undefined) return false;
    const now = this.clock.now();
    if (playedAt - LEAD_MS > now) return false;
    this.playedAt = Math.max(playedAt, now) + FRAME_MS;
    output.frame(audio);
    return true;
  }

  /** Sends what is due, and waits for the next. */
  private proceed(): void {
    const { output } = this;
    if (output === undefined || (this.cancel !== undefined && !this.waitsForRest)) return;
    this.cancel?.();
    this.cancel = undefined;
    while (this.queue.length > 0) {
      const next = this.queue[0];
      if (next !== undefined && 'mark' in next) {
        this.queue.shift();
        this.queuedMarks -= 1;
        this.sendMark(next.mark);
        continue;
      }
      const now = this.clock.now();
      // The rest of a piece waits until the last moment for the next piece, to make a whole frame with it.
      this.waitsForRest = this.queuedBytes < FRAME_BYTES;
      const waitMs = this.playedAt - (this.waitsForRest ? FRAME_MS : LEAD_MS) - now;
      if (waitMs > 0) {
        this.cancel = this.clock.after(waitMs, this.wake);
        return;
      }
      const frame = this.take();
      this.playedAt = Math.max(this.playedAt, now) + frame.length / BYTES_PER_MS;
      output.frame(frame);
    }
  }

  /** The next frame, which can be made of several pieces. A mark ends it. */
  private take(): Buffer {
    const parts: Buffer[] = [];
    let missing = FRAME_BYTES;
    while (missing > 0) {
      const first = this.queue[0];
      if (first === undefined || 'mark' in first) break;
      const part = first.audio.subarray(0, missing);
      if (part.length === first.audio.length) this.queue.shift();
      else first.audio = first.audio.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    this.queuedBytes -= FRAME_BYTES - missing;
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }
}
