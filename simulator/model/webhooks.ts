import type { LogLine } from '../core/request-log';

/** Form parameters in the order in which they are sent. A name may occur more than once. */
export type FormPairs = readonly (readonly [name: string, value: string])[];

/** A webhook to post. */
export interface WebhookCall {
  url: string;
  method: string;
  params: FormPairs;
}

/** What came of it. `code` is the one that Twilio's debugger would show. `line` is its line in the log. */
export type WebhookResult =
  | { ok: true; url: string; status: number; contentType: string; body: string; line: LogLine }
  | { ok: false; url: string; code: number; message: string; line: LogLine };

/** The side of Twilio that calls us. */
export interface WebhookSender {
  /** Posts a webhook and gives its answer. Never rejects. */
  send(call: WebhookCall): Promise<WebhookResult>;
  /** Ends every open request. */
  close(): void;
}
