import type { LogLine } from '../core/request-log';

/** Form parameters in order. Names can repeat. */
export type FormPairs = readonly (readonly [name: string, value: string])[];

/** A webhook to send. */
export interface WebhookCall {
  url: string;
  method: string;
  params: FormPairs;
}

/** The result of a webhook. `code` is an error code of Twilio's debugger. `line` is its line in the log. */
export type WebhookResult =
  | { ok: true; url: string; status: number; contentType: string; body: string; line: LogLine }
  | { ok: false; url: string; code: number; message: string; line: LogLine };

/** Sends webhooks. */
export interface WebhookSender {
  /** Sends a webhook and returns its response. Never rejects. */
  send(call: WebhookCall): Promise<WebhookResult>;
  /** Cancels all open requests. */
  close(): void;
}
