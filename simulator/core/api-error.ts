/** An error response of the REST API. https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  /** The body of the response. */
  body(): { code: number; message: string; more_info: string; status: number } {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${String(this.code)}`,
      status: this.status,
    };
  }
}

/** A 400 response with one of Twilio's error codes. */
export function badRequest(code: number, message: string): ApiError {
  return new ApiError(400, code, message);
}

/** A 404 response, also for resources of other accounts. */
export function notFound(path: string): ApiError {
  return new ApiError(404, 20404, `The requested resource ${path} was not found`);
}
