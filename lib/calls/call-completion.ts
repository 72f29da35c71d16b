import type { CallStatusEvent } from '../events/call';
import type { Resource } from '../account/resource';

/** How a call ended, or that it had not when time was up. */
export interface CallEnd {
  callSid: string;
  /** `completed`, `busy`, `failed`, `no-answer`, `canceled`, or `timeout`. */
  status: string;
  /** In seconds. */
  duration?: number;
  direction?: string;
  answeredBy?: string;
  price?: number;
}

const ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

interface Waiting {
  end: (end: CallEnd) => void;
  fail: (error: Error) => void;
  /** When to give up, in milliseconds. */
  until: number;
  /** When to ask, should nothing have been heard; and how long to wait after that. */
  ask: number;
  pause: number;
  answeredBy?: string;
  /** It was asked for the last time. */
  isLast?: boolean;
}

/** The times of asking, in milliseconds. */
export interface CompletionTimes {
  /** After how long without news the first question goes out; each further pause is twice as long. */
  firstAsk: number;
  /** The longest pause between two questions. */
  longestPause: number;
  /** How often all waiting calls are looked through. */
  tick: number;
}

/** How long the answer to the last question may take, in milliseconds. */
const LAST_ANSWER = 60_000;

const DEFAULT_RULES: CompletionTimes = { firstAsk: 30_000, longestPause: 300_000, tick: 1000 };

/** The end that a Call resource tells of; `undefined` while the call goes on. */
export function endOf(call: Resource): CallEnd | undefined {
  const { status, sid, duration, direction, answeredBy, price } = call;
  if (typeof status !== 'string' || !ENDED.has(status)) return undefined;
  const seconds = Number(duration ?? Number.NaN);
  const amount = Number(price ?? Number.NaN);
  return {
    callSid: String(sid),
    status,
    ...(Number.isFinite(seconds) ? { duration: seconds } : {}),
    ...(typeof direction === 'string' ? { direction } : {}),
    ...(typeof answeredBy === 'string' ? { answeredBy } : {}),
    ...(Number.isFinite(amount) ? { price: amount } : {}),
  };
}

/**
 * Waits for calls to end: hears of it from their status callbacks, and, should one get lost, asks at a gentle rate. One
 * timer serves all calls, and a waiting call holds a few hundred bytes.
 */
export class CallCompletion {
  private readonly calls = new Map<string, Waiting>();
  private timer: NodeJS.Timeout | undefined;
  private closed: ((callSid: string) => Error) | undefined;

  constructor(
    /** Asks Twilio for a call. */
    private readonly fetch: (callSid: string) => Promise<Resource>,
    private readonly rules: CompletionTimes = DEFAULT_RULES,
    private readonly now: () => number = Date.now,
  ) {}

  get size(): number {
    return this.calls.size;
  }

  /**
   * @param maxWait how long to wait at most, in milliseconds; then it is asked once more, and what still goes on has the
   * status `timeout`
   * @throws what it was closed with
   */
  wait(callSid: string, maxWait: number): Promise<CallEnd> {
    if (this.closed !== undefined) return Promise.reject(this.closed(callSid));
    const now = this.now();
    this.timer ??= setInterval(() => {
      this.tick();
    }, this.rules.tick);
    return new Promise((end, fail) => {
      this.calls.set(callSid, {
        end,
        fail,
        until: now + maxWait,
        ask: now + this.rules.firstAsk,
        pause: this.rules.firstAsk,
      });
    });
  }

  /** Learns of a status callback. */
  onStatus(event: CallStatusEvent): void {
    const waiting = this.calls.get(event.callSid);
    if (waiting === undefined) return;
    if (event.answeredBy !== undefined) waiting.answeredBy = event.answeredBy;
    waiting.ask = this.now() + waiting.pause;
    if (!ENDED.has(event.status)) return;
    const { callSid, status, duration, direction } = event;
    const known: CallEnd = {
      callSid,
      status,
      ...(duration === undefined ? {} : { duration }),
      ...(direction === undefined ? {} : { direction }),
      ...(waiting.answeredBy === undefined ? {} : { answeredBy: waiting.answeredBy }),
    };
    this.finish(callSid, known);
  }

  /** Ends every wait, and whatever comes later, with an error, because the flow is stopped. */
  close(error: (callSid: string) => Error): void {
    this.closed = error;
    for (const [callSid, { fail }] of this.calls) fail(error(callSid));
    this.calls.clear();
    this.rest();
  }

  private finish(callSid: string, end: CallEnd): void {
    const waiting = this.calls.get(callSid);
    this.calls.delete(callSid);
    this.rest();
    if (waiting === undefined) return;
    waiting.end(end);
  }

  private rest(): void {
    if (this.calls.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    const now = this.now();
    for (const [callSid, waiting] of this.calls) {
      if (now >= waiting.until + LAST_ANSWER) this.finish(callSid, { callSid, status: 'timeout' });
      else if (waiting.isLast === true) continue;
      else if (now >= waiting.until) {
        waiting.isLast = true;
        this.ask(callSid, waiting, now);
      } else if (now >= waiting.ask) this.ask(callSid, waiting, now);
    }
  }

  private ask(callSid: string, waiting: Waiting, now: number): void {
    waiting.pause = Math.min(waiting.pause * 2, this.rules.longestPause);
    waiting.ask = now + waiting.pause;
    // An earlier question may still be open, and knows less.
    const isLast = waiting.isLast === true;
    this.fetch(callSid).then(
      (call) => {
        const end = endOf(call);
        if (end !== undefined) this.finish(callSid, end);
        else if (isLast) this.finish(callSid, { callSid, status: 'timeout' });
      },
      () => {
        // Before the last time it is asked again later.
        if (isLast) this.finish(callSid, { callSid, status: 'timeout' });
      },
    );
  }
}
