import assert from 'node:assert/strict';
import { TwilioError } from '../../../lib/errors/twilio-error';

/** The error of work that must fail with a TwilioError. */
export async function failure(work: Promise<unknown>): Promise<TwilioError> {
  const error: unknown = await work.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TwilioError, String(error));
  return error;
}
