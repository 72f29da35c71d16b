import { splitRecipients } from '../addresses/recipients';
import type { Resource } from '../account/resource';
import type { ErrorCode } from '../errors/error-codes';
import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError, type ErrorDetails } from '../errors/twilio-error';

/** The result for one recipient: the Message resource, or the error. */
export type Result =
  | ({ ok: true; to: unknown } & Resource)
  | { ok: false; to: unknown; error: { message: string; code: ErrorCode; hint: string; cause: ErrorDetails } };

/** Errors that every other message would have too. */
const ACCOUNT_ERRORS = new Set<ErrorCode>([
  'INVALID_CREDENTIALS',
  'INVALID_CONNECTION_SETTINGS',
  'MISSING_FROM_NUMBER',
]);

/** Errors that are about the recipient. */
const RECIPIENT_ERRORS = new Set<ErrorCode>(['INVALID_RECIPIENT', 'INVALID_WHATSAPP_NUMBER', 'OPTED_OUT']);

/**
 * The recipients of a message.
 * @param to a list, or a text separated by commas, semicolons or line breaks
 * @returns `each` for several recipients. `one` for a single one, which may be of any type.
 */
export function recipientsOf(to: unknown): { each: readonly unknown[] } | { one: unknown } {
  if (Array.isArray(to)) return { each: to };
  if (typeof to !== 'string') return { one: to };
  const parts = splitRecipients(to);
  return parts.length > 1 ? { each: parts } : { one: parts[0] ?? '' };
}

/** How {@link sendToMany} sends and reports. `send` sends one message, and throws a TwilioError. */
export interface SendToManyOptions {
  send: (to: unknown) => Promise<Resource>;
  /** Removes secrets from a text. */
  redact: (text: string) => string;
  /** Called before each message with the number of recipients that are left. */
  onRemaining?: (recipients: number) => void;
  /** The results of the first recipients, when a deployment interrupted the list. Each new result is added to it. */
  results?: Result[];
  /**
   * Called after each message. With it, an error that all recipients have is not thrown, because it was reported for each of
   * them.
   */
  onResult?: (result: Result, index: number) => void;
}

/**
 * Sends a message to several recipients, one after the other. An error does not stop the others, except when it is about the
 * account or the sender: then all further recipients get this error.
 * @returns one result for each recipient, in their order
 * @throws {TwilioError} `INVALID_RECIPIENT` when the list is empty; `FLOW_STOPPED` when the flow was stopped before the
 * message was sent to all; or, without `onResult`, the error that all recipients have, when it is not about the
 * recipients
 */
export async function sendToMany(
  recipients: readonly unknown[],
  { send, redact, onRemaining, results = [], onResult }: SendToManyOptions,
): Promise<Result[]> {
  if (recipients.length === 0) {
    throw new TwilioError('INVALID_RECIPIENT', 'The list of recipients is empty', {
      hint: 'Add at least one recipient.',
    });
  }
  const errors: TwilioError[] = [];
  let accountError: TwilioError | undefined;
  for (const to of recipients.slice(results.length)) {
    onRemaining?.(recipients.length - results.length);
    try {
      if (accountError !== undefined) throw accountError;
      results.push({ ...(await send(to)), ok: true, to });
    } catch (thrown) {
      const error = toTwilioError(thrown, 'SEND_MESSAGE_FAILED', redact);
      if (error.code === 'FLOW_STOPPED') throw error;
      if (ACCOUNT_ERRORS.has(error.code)) accountError = error;
      errors.push(error);
      const { message, code, cause } = error;
      results.push({ ok: false, to, error: { message, code, hint: cause.hint, cause } });
    }
    const result = results.at(-1);
    if (result !== undefined) onResult?.(result, results.length - 1);
  }
  if (onResult !== undefined) return results;
  const [first] = errors;
  const isSame = errors.every(({ code, message }) => code === first?.code && message === first.message);
  const isOfAll = first !== undefined && errors.length === recipients.length && isSame;
  if (isOfAll && first.code !== 'UNKNOWN_OUTCOME' && !RECIPIENT_ERRORS.has(first.code)) throw first;
  return results;
}
