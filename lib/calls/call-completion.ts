import type { CallStatusEvent } from '../events/call';
import { endOf, isEnded, type CallEnd, type CallState } from './call-end';

/** A call whose end is awaited. Times are in milliseconds. */
interface PendingCall {
  listener: EndListener;
  /** When the wait times out. */
  timeoutAt: number;
  /** When to request the call, if there is no status callback before. */
  nextPollAt: number;
  pollIntervalMs: number;
  answeredBy?: string;
  /** Whether the call was requested for the last time. */
  isLastPoll?: boolean;
}

/** Is called when a wait for a call has ended. One listener can serve thousands of calls. */
export interface EndListener {
  ended(end: CallEnd): void;
  failed(error: Error): void;
}

/** How often calls are requested from Twilio, in milliseconds. */
export interface PollTimes {
  /** The time without a status callback before the first request. Each further interval is twice as long. */
  firstPollMs: number;
  maxPollIntervalMs: number;
  /** How often it is checked which calls are due. */
  tickMs: number;
}

const DEFAULT_TIMES: PollTimes = { firstPollMs: 30_000, maxPollIntervalMs: 300_000, tickMs: 1000 };

/** How many calls are requested at the same time. Thousands can be due at once, and each request takes memory. */
const MAX_POLLS = 100;

/** How long the last request may take, in milliseconds. */
const LAST_POLL_TIMEOUT_MS = 60_000;

/**
 * Waits for calls to end. Their status callbacks report the end. Because a callback can be lost, each call is also
 * requested, at growing intervals. One timer serves all calls, and a call takes a few hundred bytes.
 */
export class CallCompletion {
  private readonly calls = new Map<string, PendingCall>();
  private timer: NodeJS.Timeout | undefined;
  private polls = 0;
  private closedWith: ((callSid: string) => Error) | undefined;

  constructor(
    /** Requests a call from Twilio. */
    private readonly fetch: (callSid: string) => Promise<CallState>,
    private readonly times: PollTimes = DEFAULT_TIMES,
    /** Whether it is known that a call has not ended, so that it need not be requested. */
    private readonly isAlive: (callSid: string) => boolean = () => false,
  ) {}

  /** How many calls are waited for. */
  get size(): number {
    return this.calls.size;
  }

  /** Whether a call is waited for. */
  has(callSid: string): boolean {
    return this.calls.has(callSid);
  }

  /**
   * Waits for a call to end.
   * @param isOverdue whether to request the call at once, because status callbacks may have been missed
   * @param maxWaitMs how long to wait. Then the call is requested once more, and has the status `timeout` if it still
   * lasts.
   * @throws the error of {@link close}
   */
  wait(callSid: string, maxWaitMs: number, isOverdue = false): Promise<CallEnd> {
    return new Promise((ended, failed) => {
      this.watch(callSid, maxWaitMs, { ended, failed }, isOverdue);
    });
  }

  /** Like {@link wait}, without a promise for each call. */
  watch(callSid: string, maxWaitMs: number, listener: EndListener, isOverdue = false): void {
    if (this.closedWith !== undefined) {
      listener.failed(this.closedWith(callSid));
      return;
    }
    const now = Date.now();
    const { firstPollMs, tickMs } = this.times;
    this.timer ??= setInterval(() => {
      this.tick();
    }, tickMs).unref();
    this.calls.set(callSid, {
      listener,
      timeoutAt: now + maxWaitMs,
      nextPollAt: isOverdue ? now : now + firstPollMs,
      pollIntervalMs: firstPollMs,
    });
  }

  /** Handles a status callback. */
  onStatus(event: Pick<CallStatusEvent, 'callSid' | 'status' | 'duration' | 'direction' | 'answeredBy'>): void {
    const call = this.calls.get(event.callSid);
    if (call === undefined) return;
    if (event.answeredBy !== undefined) call.answeredBy = event.answeredBy;
    call.nextPollAt = Date.now() + call.pollIntervalMs;
    if (!isEnded(event.status)) return;
    const { callSid, status, duration, direction } = event;
    this.finish(callSid, {
      callSid,
      status,
      ...(duration === undefined ? {} : { duration }),
      ...(direction === undefined ? {} : { direction }),
      ...(call.answeredBy === undefined ? {} : { answeredBy: call.answeredBy }),
    });
  }

  /** Ends a wait without telling its listener. */
  forget(callSid: string): void {
    this.calls.delete(callSid);
    this.stopTimerIfIdle();
  }

  /** Ends a wait with an error. */
  abandon(callSid: string, error: Error): void {
    const call = this.calls.get(callSid);
    this.calls.delete(callSid);
    this.stopTimerIfIdle();
    call?.listener.failed(error);
  }

  /** Ends every wait, and all later ones, with an error, because the flow was stopped. */
  close(error: (callSid: string) => Error): void {
    this.closedWith = error;
    for (const [callSid, { listener }] of this.calls) listener.failed(error(callSid));
    this.calls.clear();
    this.stopTimerIfIdle();
  }

  private finish(callSid: string, end: CallEnd): void {
    const call = this.calls.get(callSid);
    this.calls.delete(callSid);
    this.stopTimerIfIdle();
    call?.listener.ended(end);
  }

  private stopTimerIfIdle(): void {
    if (this.calls.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    const now = Date.now();
    for (const [callSid, call] of this.calls) {
      if (now >= call.timeoutAt + LAST_POLL_TIMEOUT_MS) this.finish(callSid, { callSid, status: 'timeout' });
      else if (call.isLastPoll === true) continue;
      else if (now >= call.timeoutAt) {
        call.isLastPoll = true;
        this.poll(callSid, call, now);
      } else if (now >= call.nextPollAt && this.polls < MAX_POLLS) {
        if (this.isAlive(callSid)) call.nextPollAt = now + call.pollIntervalMs;
        else this.poll(callSid, call, now);
      }
    }
  }

  private poll(callSid: string, call: PendingCall, now: number): void {
    call.pollIntervalMs = Math.min(call.pollIntervalMs * 2, this.times.maxPollIntervalMs);
    call.nextPollAt = now + call.pollIntervalMs;
    // Read now, because it may be set before this request is answered.
    const isLastPoll = call.isLastPoll === true;
    this.polls += 1;
    const done = this.fetch(callSid).finally(() => {
      this.polls -= 1;
    });
    done.then(
      (state) => {
        const end = endOf(state);
        if (end !== undefined) this.finish(callSid, { ...end, callSid });
        else if (isLastPoll) this.finish(callSid, { callSid, status: 'timeout' });
      },
      () => {
        // A failed request is repeated at the next interval.
        if (isLastPoll) this.finish(callSid, { callSid, status: 'timeout' });
      },
    );
  }
}
