/** A request that was sent to Twilio. */
export interface ObservedRequest {
  /** @param body parsed JSON, or text */
  answered(status: number, body: unknown): void;
  /** There is no response, or it does not come from Twilio. */
  failed(error: unknown): void;
}

/** Is called for each request that creates or changes something at Twilio. A repeated request counts again. */
export type RequestObserver = (request: { method: string; uri: string; data?: unknown }) => ObservedRequest;
