import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodiesInFlight } from './bodies-in-flight';
import { BodyError, fromParsed, interpret, type Body, type ParsedRequest } from './body';
import { respondText, type Translate } from './respond';
import type { RouterOptions } from './router-options';

/** The shortest time between two lines in the log, in milliseconds. */
const LOG_INTERVAL_MS = 1000;

/** Reads the bodies of webhooks, and answers those that cannot be read. */
export class BodyReader {
  private readonly inFlight: BodiesInFlight;
  private readonly writeLog: RouterOptions['log'];
  private readonly translate: Translate;
  private loggedAt = -Infinity;

  constructor(options: RouterOptions) {
    this.inFlight = new BodiesInFlight(options);
    this.writeLog = options.log;
    this.translate = options.translate ?? ((sentence) => sentence);
  }

  /**
   * Reserves memory for a body that waits.
   * @param bytes its length
   * @returns a function that frees it; `undefined` when there are too many bodies
   */
  take(bytes: number): (() => void) | undefined {
    return this.inFlight.take(bytes);
  }

  /**
   * Reads the whole body of a request.
   * @throws {BodyError} 400, 408 or 413; 503 when there are too many bodies for one more
   */
  read(request: IncomingMessage): Promise<Buffer> {
    return this.inFlight.read(request);
  }

  /**
   * Reads a body, where it has not been read already, and calls a function with it. When one of the two fails, the request
   * is answered with the error.
   * @param raw the body, where it has been read already
   */
  use(request: ParsedRequest, response: ServerResponse, raw: Buffer | undefined, work: (body: Body) => void): void {
    const receive = (readBody: () => Body) => {
      try {
        work(readBody());
      } catch (error) {
        this.fail(response, error);
      }
    };
    if (raw !== undefined) receive(() => interpret(request, raw));
    else if (request._body === true || request.readableEnded) receive(() => fromParsed(request));
    else {
      this.read(request).then(
        (bytes) => {
          receive(() => interpret(request, bytes));
        },
        (error: unknown) => {
          this.fail(response, error, request);
        },
      );
    }
  }

  /** Answers with an error's status, and logs it. `request`: its body has not been read to the end. */
  fail(response: ServerResponse, error: unknown, request?: IncomingMessage): void {
    const status = error instanceof BodyError ? error.status : 500;
    const message = error instanceof Error ? error.message : String(error);
    this.log(`A webhook was answered with ${status}: ${message}`);
    if (request !== undefined && !response.headersSent) {
      // The rest of the body is discarded, and the connection closes after this response.
      response.setHeader('Connection', 'close');
      request.resume();
      if (status === 408) response.once('finish', () => request.destroy());
    }
    // The reason of an internal error is for the log only.
    respondText(response, status, status === 500 ? this.translate('Internal error.') : `${this.translate(message)}.`);
  }

  /** Logs at most once a second, so that a flood of bad requests does not fill the disk. */
  private log(message: string): void {
    const now = Date.now();
    if (now - this.loggedAt < LOG_INTERVAL_MS) return;
    this.loggedAt = now;
    this.writeLog?.(message);
  }
}
