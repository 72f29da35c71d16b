/** An error of the REST API, to be thrown by an operation. https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
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

  /** The body of the answer, exactly as the API words it. */
  body(): { code: number; message: string; more_info: string; status: number } {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${String(this.code)}`,
      status: this.status,
    };
  }
}

/** Something in the request is wrong: 400 with the code that says what. */
export function badRequest(code: number, message: string): ApiError {
  return new ApiError(400, code, message);
}

/** Nothing is there, or nothing that this account may see. */
export function notFound(path: string): ApiError {
  return new ApiError(404, 20404, `The requested resource ${path} was not found`);
}
