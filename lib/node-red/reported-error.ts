import { TwilioError, type ErrorDetails } from '../errors/twilio-error';
import { inLanguage } from './language';

/** A sentence and the one that says what to do. */
function withHint(message: string, hint: string): string {
  if (hint === '' || message.includes(hint)) return message;
  return `${message}${/[.!?…]$/.test(message) ? '' : '.'} ${hint}`;
}

/**
 * An error as Node-RED gets it, in Node-RED's language. A Catch node gets `toString()` as `msg.error.message`, and the hint is in
 * `msg.error.cause`. Without a Catch node, the debug sidebar shows `message`, and the log shows the primitive value. So
 * those two include the hint.
 */
class ReportedError extends Error {
  override readonly name = 'TwilioError';
  readonly code: string;
  override readonly cause: ErrorDetails;
  readonly #message: string;
  constructor({ code, message: english, cause, stack }: TwilioError) {
    const message = inLanguage(english);
    const hint = inLanguage(cause.hint);
    super(withHint(message, hint));
    this.code = code;
    this.cause = { ...cause, hint };
    this.#message = message;
    // With `node-red --verbose`, the log shows the stack.
    if (stack !== undefined) this.stack = stack.replace(english, () => this.message);
  }

  override toString(): string {
    return this.#message;
  }

  [Symbol.toPrimitive](): string {
    return this.message;
  }
}

/** What to give to Node-RED's `done` or `error` for an error of any kind. */
export function reported(error: TwilioError): Error;
export function reported(error: unknown): unknown;
export function reported(error: unknown): unknown {
  return error instanceof TwilioError ? new ReportedError(error) : error;
}

/** A message with its hint, for a warning. */
export const describeMessage = (message: string, hint: string): string =>
  withHint(inLanguage(message), inLanguage(hint));

/** An error's message with its hint, for a warning. */
export function describeError(error: unknown): string {
  if (error instanceof TwilioError) return describeMessage(error.message, error.cause.hint);
  return inLanguage(error instanceof Error ? error.message : String(error));
}
