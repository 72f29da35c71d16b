/** A request that was sent to Twilio. */
export interface ObservedRequest {
  /** @param body parsed JSON, or text */
  answered(status: number, body: unknown): void;
  /** There is no answer, or none of Twilio's. */
  failed(error: unknown): void;
}

/** Learns of each request that creates or changes something at Twilio. A request that is repeated is another one. */
export type RequestObserver = (request: { method: string; uri: string; data?: unknown }) => ObservedRequest;
