import { createBoundedStore } from './bounded-store';
import type { Ids } from './ids';
import type { Timers } from './clock';

/** A line of the log. */
export interface LogLine {
  /** Sets the HTTP status, null without a response, and the error. */
  end(status: number | null, error?: string): void;
  /** Adds an error about the response, such as invalid TwiML. Only the first error of a line is kept. */
  error(text: string): void;
}

/** REST requests and webhooks, newest last. */
export interface RequestLog {
  open(kind: SimulatedRequest['kind'], method: string, url: string, callSid?: string): LogLine;
  all(): SimulatedRequest[];
}

/** `changed` is called with a copy of each line that is new or has changed. */
export function createLog(
  limit: number,
  ids: Ids,
  timers: Timers,
  changed: (line: SimulatedRequest) => void,
): RequestLog {
  const lines = createBoundedStore<SimulatedRequest>(limit);
  return {
    all: () => lines.all().map((line) => ({ ...line })),
    open(kind, method, url, callSid) {
      const startedAt = timers.now();
      const line: SimulatedRequest = {
        sid: ids.sid('RQ'),
        at: new Date(startedAt).toISOString(),
        kind,
        method: method.toUpperCase(),
        url: loggedUrl(url),
        status: null,
        ms: 0,
        ...(callSid === undefined ? {} : { callSid }),
      };
      lines.add(line);
      changed({ ...line });
      return {
        end(status, error) {
          line.status = status;
          line.ms = timers.now() - startedAt;
          if (error !== undefined) line.error ??= error;
          changed({ ...line });
        },
        error(text) {
          line.error ??= text;
          changed({ ...line });
        },
      };
    },
  };
}

/** A URL without credentials, query and fragment, which can contain secrets. */
export function loggedUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1');
}

/** A line of the log: a REST request to the simulator, or a webhook from it. */
export interface SimulatedRequest {
  sid: string;
  /** The start, ISO 8601. */
  at: string;
  kind: 'rest' | 'webhook';
  method: string;
  /** Without user, password, query and fragment. */
  url: string;
  /** The HTTP status. Null while the request is in progress, and without a response. */
  status: number | null;
  /** The duration in milliseconds. */
  ms: number;
  /** The call that a webhook is about. Absent for other requests. */
  callSid?: string;
  /** The error, with Twilio's code first if it has one: `11200: HTTP retrieval failure …`. */
  error?: string;
}
