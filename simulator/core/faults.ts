import { SimulatorInputError } from './input-error';
import { isRecord } from './json-object';

/** The faults of one simulator. A count goes down by one with each use. */
export interface FaultInjector {
  current(): Faults;
  /** Sets some faults and returns all of them. Throws a SimulatorInputError for an invalid value. */
  set(faults: unknown): Faults;
  /** Returns true while the count is above zero, and decrements it. */
  consume(name: 'duplicate' | 'drop' | 'rateLimit' | 'preparing'): boolean;
  /** Returns true when this REST request must fail with status 500. */
  consumeRequestFailure(): boolean;
  /** Returns the error code that this outbound message must fail with, if any. */
  consumeMessageFailure(): number | undefined;
}

const NAMES = ['duplicate', 'delay', 'reorder', 'drop', 'rateLimit', 'fail', 'preparing'];
const MAX_COUNT = 1_000_000;
/** Much longer than Twilio waits for any webhook. */
const MAX_DELAY_MS = 600_000;

/** Starts without faults. `changed` is called after each change, also of a count. */
export function createFaults(changed: (faults: Faults) => void): FaultInjector {
  const faults: Faults = { duplicate: 0, delay: 0, reorder: false, drop: 0, rateLimit: 0, fail: 0, preparing: 0 };
  const current = (): Faults => structuredClone(faults);

  return {
    current,
    set(given) {
      Object.assign(faults, readFaults(given));
      changed(current());
      return current();
    },
    consume(name) {
      if (faults[name] <= 0) return false;
      faults[name] -= 1;
      changed(current());
      return true;
    },
    consumeRequestFailure() {
      if (typeof faults.fail !== 'number' || faults.fail <= 0) return false;
      faults.fail -= 1;
      changed(current());
      return true;
    },
    consumeMessageFailure() {
      if (typeof faults.fail === 'number' || faults.fail.count <= 0) return undefined;
      const { code, count } = faults.fail;
      faults.fail = count > 1 ? { code, count: count - 1 } : 0;
      changed(current());
      return code;
    },
  };
}

/**
 * Validates faults. One invalid value rejects all of them.
 * @throws SimulatorInputError
 */
export function readFaults(given: unknown): Partial<Faults> {
  if (!isRecord(given)) {
    throw new SimulatorInputError(`Send an object with any of: ${NAMES.join(', ')}.`);
  }
  const read: Partial<Faults> = {};
  for (const [name, value] of Object.entries(given)) {
    switch (name) {
      case 'duplicate':
      case 'drop':
      case 'rateLimit':
      case 'preparing':
        read[name] = times(name, value, 'the number of times');
        break;
      case 'delay':
        read.delay = integer(name, value, MAX_DELAY_MS, 'milliseconds');
        break;
      case 'reorder':
        if (typeof value !== 'boolean') throw new SimulatorInputError('"reorder" must be true or false.');
        read.reorder = value;
        break;
      case 'fail':
        read.fail = readFail(value);
        break;
      default:
        throw new SimulatorInputError(`"${name}" is not a valid fault. Use any of: ${NAMES.join(', ')}.`);
    }
  }
  return read;
}

function readFail(value: unknown): Faults['fail'] {
  if (!isRecord(value)) return times('fail', value, 'the number of REST requests that fail, or { code, count }');
  const { code, count, ...rest } = value;
  const extra = Object.keys(rest)[0];
  if (extra !== undefined) throw new SimulatorInputError(`"fail" has code and count only, not "${extra}".`);
  if (typeof code !== 'number' || !Number.isInteger(code) || code < 10_000 || code > 99_999) {
    throw new SimulatorInputError('"fail.code" must be a Twilio error code, such as 30003.');
  }
  const messages = integer('fail.count', count, MAX_COUNT, 'the number of messages that fail');
  return messages === 0 ? 0 : { code, count: messages };
}

/** Reads a count: `true` is 1, and `false` is 0. */
function times(name: string, value: unknown, what: string): number {
  return integer(name, typeof value === 'boolean' ? Number(value) : value, MAX_COUNT, what);
}

function integer(name: string, value: unknown, max: number, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max) {
    throw new SimulatorInputError(`"${name}" must be a whole number from 0 to ${String(max)}: ${what}.`);
  }
  return value;
}

/** Failures to test a flow with. A count goes down by one with each use. 0 or false means off. */
export interface Faults {
  /** The next n webhooks are sent twice, at the same time and with the same idempotency token. */
  duplicate: number;
  /** Delay of every webhook, in milliseconds. Stays until it is set to 0. */
  delay: number;
  /** Status callbacks of new messages are sent after the last status, in random order. */
  reorder: boolean;
  /** The next n REST requests are processed, but the response is lost: the transport rejects with ECONNRESET. */
  drop: number;
  /** The next n REST requests are not processed: status 429 (20429) with `Retry-After: 1`. */
  rateLimit: number;
  /**
   * A number: the next n REST requests are not processed: status 500 (20500).
   * `{ code, count }`: the next `count` outbound messages are undelivered, with this error code.
   */
  fail: number | { code: number; count: number };
  /** The next n downloads of a recording get status 404, as while Twilio prepares the file. */
  preparing: number;
}
