import { createBoundedStore } from './bounded-store';
import type { Ids } from './ids';
import type { Timers } from './clock';

/** An open line of the log. */
export interface LogLine {
  /** The request is over: the HTTP status it got, or null, and what went wrong. */
  end(status: number | null, error?: string): void;
  /** Something went wrong with an answer that had arrived, such as TwiML that is no XML. The first error stays. */
  error(text: string): void;
}

/** What went over the line, newest last, bounded. */
export interface RequestLog {
  open(kind: SimulatedRequest['kind'], method: string, url: string): LogLine;
  all(): SimulatedRequest[];
}

/** The log of REST calls and webhooks. Every change of a line is told to `changed` with a copy of it. */
export function createLog(
  limit: number,
  ids: Ids,
  timers: Timers,
  changed: (line: SimulatedRequest) => void,
): RequestLog {
  const lines = createBoundedStore<SimulatedRequest>(limit);
  return {
    all: () => lines.all().map((line) => ({ ...line })),
    open(kind, method, url) {
      const began = timers.now();
      const line: SimulatedRequest = {
        sid: ids.sid('RQ'),
        at: new Date(began).toISOString(),
        kind,
        method: method.toUpperCase(),
        url: loggedUrl(url),
        status: null,
        ms: 0,
      };
      lines.add(line);
      changed({ ...line });
      return {
        end(status, error) {
          line.status = status;
          line.ms = timers.now() - began;
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

/** A URL that may be shown and kept: credentials, query and fragment can all hold what nobody else should read. */
export function loggedUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1');
}

/** One line of the log: a REST call that came in or a webhook that went out. */
export interface SimulatedRequest {
  sid: string;
  /** When it began, ISO 8601. */
  at: string;
  kind: 'rest' | 'webhook';
  method: string;
  /** Without user, password, query and fragment. */
  url: string;
  /** The HTTP status; null while it is under way, and when none came. */
  status: number | null;
  /** How long it took, in milliseconds. */
  ms: number;
  /** What went wrong, with Twilio's code first where there is one: `11200: HTTP retrieval failure …`. */
  error?: string;
}
