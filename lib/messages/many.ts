import { TwilioError, toTwilioError, type ErrorCode, type ErrorDetails } from '../account/errors';
import type { Resource } from '../account/resource';

/** What became of one of several messages: its resource, or why it was not sent. */
export type Result =
  | ({ ok: true; to: unknown } & Resource)
  | { ok: false; to: unknown; error: { message: string; code: ErrorCode; cause: ErrorDetails } };

/** Failures that every further message would meet too. */
const HOPELESS = new Set<ErrorCode>(['INVALID_CREDENTIALS', 'INVALID_CONNECTION_SETTINGS', 'MISSING_FROM_NUMBER']);

/**
 * The recipients of a message: a list, or a text with commas, semicolons or line breaks between.
 * @returns `undefined` when it is just one
 */
export function recipientsOf(to: unknown): unknown[] | undefined {
  if (Array.isArray(to)) return to;
  if (typeof to !== 'string' || !/[,;\n]/.test(to)) return undefined;
  return to
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/**
 * Sends to one after the other, in order. One that fails does not stop the rest, unless all would fail.
 * @param redact takes secrets out of a text
 * @throws {TwilioError} when the account or the sender itself is wrong
 */
export async function sendToEach(
  recipients: readonly unknown[],
  send: (to: unknown) => Promise<Resource>,
  redact: (text: string) => string,
): Promise<Result[]> {
  if (recipients.length === 0) {
    throw new TwilioError('INVALID_RECIPIENT', 'The list of recipients is empty', { hint: 'Give at least one.' });
  }
  const results: Result[] = [];
  for (const to of recipients) {
    try {
      results.push({ ...(await send(to)), ok: true, to });
    } catch (thrown) {
      const error = toTwilioError(thrown, 'SEND_MESSAGE_FAILED', redact);
      if (HOPELESS.has(error.code)) throw error;
      const { message, code, cause } = error;
      results.push({ ok: false, to, error: { message, code, cause } });
    }
  }
  return results;
}
