import type { IncomingMessage } from 'node:http';
import { BodyError, parseSize, readRaw } from './body';
import type { RouterOptions } from './router-options';

/** The most bytes of bodies that are being read or wait for a deployment, as a number of bodies of the largest size. */
const MAX_BODIES_IN_FLIGHT = 64;

/** There are too many bodies for one more. */
export const tooMany = (): BodyError => new BodyError(503, 'Too many webhooks arrive at the same time');

/** Bounds the memory of the bodies that are being read, or that wait for a deployment. */
export class BodiesInFlight {
  private readonly maxBodyBytes: number;
  /** The sizes of the bodies that are being read, as announced, and of those that wait for a deployment, in bytes. */
  private bytes = 0;

  constructor(private readonly options: Pick<RouterOptions, 'maxBodySize' | 'bodyTimeoutMs'>) {
    this.maxBodyBytes = parseSize(options.maxBodySize);
  }

  /**
   * Takes room for a body.
   * @returns a function that gives it back; `undefined` when there is too little
   */
  take(bytes: number): (() => void) | undefined {
    if (this.bytes + bytes > this.maxBodyBytes * MAX_BODIES_IN_FLIGHT) return undefined;
    this.bytes += bytes;
    return () => {
      this.bytes -= bytes;
    };
  }

  /**
   * Reads the whole body of a request.
   * @throws {BodyError} 400, 408 or 413; 503 when there are too many bodies for one more
   */
  async read(request: IncomingMessage): Promise<Buffer> {
    const announced = Number(request.headers['content-length'] ?? this.maxBodyBytes);
    // A body without a valid Content-Length counts as the largest. One that is announced as too large is refused
    // unread.
    const give = this.take(announced >= 0 && announced <= this.maxBodyBytes ? announced : this.maxBodyBytes);
    if (give === undefined) throw tooMany();
    try {
      return await readRaw(request, this.maxBodyBytes, this.options.bodyTimeoutMs);
    } finally {
      give();
    }
  }
}
