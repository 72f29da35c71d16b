import { SimulatorInputError } from './input-error';

/** The faults of one simulator: set by a person, counted down as they strike. */
export interface FaultInjector {
  current(): Faults;
  set(faults: unknown): Faults;
  /** True while the named count is above zero, and takes one off it. */
  consume(name: 'duplicate' | 'drop' | 'rateLimit' | 'preparing'): boolean;
  /** True when this REST request shall be answered 500. */
  consumeRequestFailure(): boolean;
  /** The error code that this outbound message shall end with, if any. */
  consumeMessageFailure(): number | undefined;
}

const NAMES = ['duplicate', 'delay', 'reorder', 'drop', 'rateLimit', 'fail', 'preparing'];
const MAX_COUNT = 1_000_000;
/** Longer than Twilio itself waits for anything; a typing error rather than a wish. */
const MAX_DELAY_MS = 600_000;

/** Starts with no faults. `changed` is called after each change, by a person or by a strike. */
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
 * Checks what a person asked for. Nothing is set when one of the values is wrong.
 * @throws SimulatorInputError with a sentence that says which value and what it may be
 */
export function readFaults(given: unknown): Partial<Faults> {
  if (!isRecord(given)) {
    throw new SimulatorInputError(`Faults are an object with any of: ${NAMES.join(', ')}.`);
  }
  const read: Partial<Faults> = {};
  for (const [name, value] of Object.entries(given)) {
    switch (name) {
      case 'duplicate':
      case 'drop':
      case 'rateLimit':
      case 'preparing':
        read[name] = whole(name, value, MAX_COUNT, 'how many times it shall strike');
        break;
      case 'delay':
        read.delay = whole(name, value, MAX_DELAY_MS, 'milliseconds');
        break;
      case 'reorder':
        if (typeof value !== 'boolean') throw new SimulatorInputError('"reorder" must be true or false.');
        read.reorder = value;
        break;
      case 'fail':
        read.fail = readFail(value);
        break;
      default:
        throw new SimulatorInputError(`There is no fault "${name}". Use any of: ${NAMES.join(', ')}.`);
    }
  }
  return read;
}

function readFail(value: unknown): Faults['fail'] {
  if (!isRecord(value)) return whole('fail', value, MAX_COUNT, 'how many REST requests shall fail, or { code, count }');
  const { code, count, ...rest } = value;
  const extra = Object.keys(rest)[0];
  if (extra !== undefined) throw new SimulatorInputError(`"fail" takes code and count, not "${extra}".`);
  if (typeof code !== 'number' || !Number.isInteger(code) || code < 10_000 || code > 99_999) {
    throw new SimulatorInputError('"fail.code" must be an error code of Twilio, such as 30003.');
  }
  const times = whole('fail.count', count, MAX_COUNT, 'how many messages shall fail');
  return times === 0 ? 0 : { code, count: times };
}

function whole(name: string, value: unknown, most: number, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
    throw new SimulatorInputError(`"${name}" must be a whole number from 0 to ${String(most)}: ${what}.`);
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Planned misfortune. A count goes down by one each time it strikes; 0 or false means off. */
export interface Faults {
  /** The next n webhooks are posted twice, at the same moment and with the same idempotency token. */
  duplicate: number;
  /** Milliseconds that every webhook waits before it is posted. Stays until it is set back to 0. */
  delay: number;
  /** Status callbacks of messages created from now on go out after the last status, in a shuffled order. */
  reorder: boolean;
  /** The next n REST requests are processed, but the answer is lost: the transport rejects with ECONNRESET. */
  drop: number;
  /** The next n REST requests are answered 429 (20429) with `Retry-After: 1`, unprocessed. */
  rateLimit: number;
  /**
   * A number: the next n REST requests are answered 500 (20500), unprocessed.
   * `{ code, count }`: the next `count` outbound messages end undelivered with that error code.
   */
  fail: number | { code: number; count: number };
  /** The next n fetches of a recording's audio are answered 404, as while Twilio still prepares the file. */
  preparing: number;
}
