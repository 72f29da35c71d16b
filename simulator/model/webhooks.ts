import type { LogLine } from '../core/request-log';
import type { FlowDelivery } from './delivery';

/** Form parameters in order. Names can repeat. */
export type FormPairs = readonly (readonly [name: string, value: string])[];

/** A webhook to send. */
export interface WebhookCall {
  url: string;
  method: string;
  params: FormPairs;
}

/**
 * The result of a webhook. `code` is an error code of Twilio's debugger. `line` is its line in the log. `delivery` is what the
 * response says about the flow.
 */
export type WebhookResult = { url: string; line: LogLine; delivery?: FlowDelivery | undefined } & (
  | { ok: true; status: number; contentType: string; body: string }
  | { ok: false; code: number; message: string }
);

/** Sends webhooks. */
export interface WebhookSender {
  /** Sends a webhook and returns its response. Never rejects. */
  send(call: WebhookCall): Promise<WebhookResult>;
  /** Cancels all open requests. */
  close(): void;
}
