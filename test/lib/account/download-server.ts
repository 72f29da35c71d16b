/** A server to download from, for the tests of downloads. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DownloadOptions } from '../../../lib/account/download';
import { TwilioError } from '../../../lib/errors/twilio-error';

/** Credentials that no other host may get. */
export const SECRET = 'Basic c2VjcmV0OnNlY3JldA==';

/** A server that answers each request with the next of these, and all further requests with the last one. */
export async function serverOf(...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]) {
  const asked: { url: string; authorization: string | undefined }[] = [];
  const server: Server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    answers[Math.min(asked.length, answers.length) - 1]?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const options = (more: Partial<DownloadOptions> = {}): DownloadOptions => ({
  authorization: () => Promise.resolve(SECRET),
  maxBytes: 1000,
  retryDelaysMs: [1, 1],
  timeoutMs: 5000,
  allowHttp: true,
  pause: () => Promise.resolve(),
  ...more,
});

export async function failure(work: Promise<unknown>): Promise<TwilioError> {
  const error: unknown = await work.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TwilioError, String(error));
  assert.ok(!JSON.stringify([error.message, error.cause, error.stack]).includes(SECRET));
  return error;
}
