import type { ErrorCode } from './error-codes';

/** What a Catch node finds as `msg.error.cause`. It is plain data, so it survives cloning, context stores and MQTT. */
export interface ErrorDetails {
  /** Twilio's error code, such as 21211. */
  twilioCode?: number;
  /** The HTTP status of Twilio's answer. */
  status?: number;
  /** The page of Twilio's documentation about the code. */
  moreInfo?: string;
  /** One sentence that says what to do. */
  hint: string;
}

/**
 * The error class of this package. It holds no object of the SDK and no secret, so it is safe to log and to pass on.
 * Node-RED hands a Catch node only `message`, `code` and `cause`, so the details are in `cause`.
 */
export class TwilioError extends Error {
  override readonly name = 'TwilioError';
  override readonly cause: ErrorDetails;
  constructor(
    readonly code: ErrorCode,
    message: string,
    cause: ErrorDetails,
  ) {
    super(message);
    this.cause = cause;
  }

  /** What Node-RED shows: the message, without the class name. */
  override toString(): string {
    return this.message;
  }
}
