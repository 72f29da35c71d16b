import type { ErrorCode } from '../errors/error-codes';
import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError, type ErrorDetails } from '../errors/twilio-error';
import type { Resource } from '../account/resource';

/** What became of one of several messages: its resource, or why it was not sent. */
export type Result =
  | ({ ok: true; to: unknown } & Resource)
  | { ok: false; to: unknown; error: { message: string; code: ErrorCode; cause: ErrorDetails } };

/** Failures that every further message would meet too. */
const ACCOUNT_ERRORS = new Set<ErrorCode>([
  'INVALID_CREDENTIALS',
  'INVALID_CONNECTION_SETTINGS',
  'MISSING_FROM_NUMBER',
]);

/** Failures that are the recipient's own, whatever else is wrong. */
const RECIPIENT_ERRORS = new Set<ErrorCode>(['INVALID_RECIPIENT', 'INVALID_WHATSAPP_NUMBER', 'OPTED_OUT']);

/**
 * The recipients of a message: a list, or a text with commas, semicolons or line breaks between.
 * @returns a list for several, and what was given, without a stray separator, for just one
 */
export function recipientsOf(to: unknown): { each: readonly unknown[] } | { one: unknown } {
  if (Array.isArray(to)) return { each: to };
  if (typeof to !== 'string') return { one: to };
  const parts = to
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 1 ? { each: parts } : { one: parts[0] ?? '' };
}

/** What the sending to several needs besides. */
export interface SendToManyOptions {
  send: (to: unknown) => Promise<Resource>;
  /** Takes secrets out of a text. */
  redact: (text: string) => string;
  /** Hears how many are still to come, before each. */
  onRemaining?: (recipients: number) => void;
}

/**
 * Sends to one after the other, in order. One that fails does not stop the rest. When the account or the sender is wrong,
 * the rest is not tried, and each of them has that as its result.
 * @throws {TwilioError} when nothing was sent to anybody, and for one and the same reason
 */
export async function sendToMany(
  recipients: readonly unknown[],
  { send, redact, onRemaining }: SendToManyOptions,
): Promise<Result[]> {
  if (recipients.length === 0) {
    throw new TwilioError('INVALID_RECIPIENT', 'The list of recipients is empty', { hint: 'Give at least one.' });
  }
  const results: Result[] = [];
  const errors: TwilioError[] = [];
  let hopeless: TwilioError | undefined;
  for (const to of recipients) {
    onRemaining?.(recipients.length - results.length);
    try {
      if (hopeless !== undefined) throw hopeless;
      results.push({ ...(await send(to)), ok: true, to });
    } catch (thrown) {
      const error = toTwilioError(thrown, 'SEND_MESSAGE_FAILED', redact);
      if (ACCOUNT_ERRORS.has(error.code)) hopeless = error;
      errors.push(error);
      const { message, code, cause } = error;
      results.push({ ok: false, to, error: { message, code, cause } });
    }
  }
  // Nobody got anything, and it was not for what is special about each: that is the failure of the whole.
  const [first] = errors;
  const isSame = errors.every(({ code, message }) => code === first?.code && message === first.message);
  const isOfAll = first !== undefined && errors.length === recipients.length && isSame;
  if (isOfAll && first.code !== 'UNKNOWN_OUTCOME' && !RECIPIENT_ERRORS.has(first.code)) throw first;
  return results;
}
