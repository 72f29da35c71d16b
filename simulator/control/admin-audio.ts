import type { Request, Response } from 'express';
import { SimulatorInputError } from '../core/input-error';
import type { Simulator } from '../model/simulator';

/** μ-law at 8000 Hz, one channel, without a header. https://www.rfc-editor.org/rfc/rfc2046#section-4.3 */
const AUDIO_TYPE = 'audio/basic';
/** The phone sends much less at once. */
const MAX_BODY_BYTES = 64 * 1024;
/** A client with more unread data gets no audio until it has read some. */
const MAX_UNREAD_BYTES = 64 * 1024;

/**
 * The bytes of a request.
 * @throws SimulatorInputError for another content type, and for a long body
 */
export async function readAudio(request: Request): Promise<Buffer> {
  // Prevents CSRF: another origin cannot send this type without a CORS preflight.
  if (!/^audio\/basic\b/i.test(request.headers['content-type'] ?? '')) {
    throw new SimulatorInputError(`Send audio with the content type ${AUDIO_TYPE}.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new SimulatorInputError('The audio is too long.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/**
 * Sends what the person hears of streams, in real time, until the call is over or the simulator is closed.
 *
 * @param ended called once, at the end
 * @returns a function that ends the response
 * @throws SimulatorInputError for an unknown call, and for a call that is over
 */
export function openAudio(
  simulator: Simulator,
  callSid: string,
  request: Request,
  response: Response,
  ended: () => void,
): () => void {
  let isEnded = false;
  let stop = (): void => undefined;
  let unsubscribe = (): void => undefined;
  const end = (): void => {
    if (isEnded) return;
    isEnded = true;
    stop();
    unsubscribe();
    response.end();
    ended();
  };
  stop = simulator.hearCall(
    callSid,
    (audio) => {
      if (!isEnded && response.writableLength < MAX_UNREAD_BYTES) response.write(audio);
    },
    () => {
      end();
    },
  );
  unsubscribe = simulator.subscribe(({ type }) => {
    if (type === 'closed') end();
  });
  request.once('close', end);
  response.once('close', end);
  response.status(200).set({
    'Content-Type': AUDIO_TYPE,
    'Cache-Control': 'no-store',
    // Turns off buffering in nginx.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  // The client may have gone while the request waited for a deployment. Later, because the caller is not ready yet.
  if (response.destroyed) queueMicrotask(end);
  return end;
}
