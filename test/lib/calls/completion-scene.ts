/** Calls that are waited for, with a clock that the tests advance. */
import { mock } from 'node:test';
import { callStatusEvent } from '../../../lib/events/call';

/** Short, and all known. */
export const times = { firstPollMs: 20, maxPollIntervalMs: 80, tickMs: 5 };
export const MINUTE = 60_000;

/** A status callback. */
export const heard = (CallSid: string, CallStatus: string, more: Record<string, string> = {}) =>
  callStatusEvent({ CallSid, CallStatus, Direction: 'outbound-api', ...more });

/** The tests of a `describe` advance the time themselves. */
export function useMockTimers(): void {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setInterval', 'Date'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });
}

/** Lets time pass, with all responses that arrive meanwhile. */
export async function advance(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += times.tickMs) {
    mock.timers.tick(times.tickMs);
    await new Promise(setImmediate);
  }
}
