import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Body } from './body';
import { respond, respondText, type Translate } from './respond';

/** The last part of the path that probes are sent to: `<path>/doctor`. No webhook has this name. */
export const PROBE = 'doctor';

/** The header that holds the nonce. Twilio sends it with every webhook, so a proxy that removes it is found too. */
const NONCE_HEADER = 'i-twilio-idempotency-token';

/** The parameter of the query that holds the nonce again, for a proxy that removes the header. */
export const NONCE_PARAMETER = 'nonce';

/** The most probes at a time. */
const MAX_PROBES = 16;

/** A probe as it arrived. */
export interface Arrival {
  /** Path and query, as Node-RED's server got them. */
  url: string;
  host: string | undefined;
  /** What the proxy says about the scheme, in `X-Forwarded-Proto`. */
  forwardedProto: string | undefined;
  signature: string | undefined;
  nonce: string | undefined;
  contentType: string | undefined;
  method: string;
  body: Body;
}

/** A probe that may arrive. */
export interface Probe {
  nonce: string;
  /** The secret text of the response. */
  answer: string;
  /** How it arrived; `undefined` until it does. */
  arrival(): Arrival | undefined;
  /** Ends it: what arrives later gets 404, as without a probe. */
  close(): void;
}

interface Pending {
  answer: string;
  arrival?: Arrival;
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** The nonce of a request, from its header or its query. */
function nonceOf(request: IncomingMessage): string {
  const { url = '' } = request;
  const query = url.indexOf('?');
  const inQuery = query === -1 ? undefined : new URLSearchParams(url.slice(query + 1)).get(NONCE_PARAMETER);
  return first(request.headers[NONCE_HEADER]) ?? inQuery ?? '';
}

/**
 * Requests that this Node-RED sends to itself through its public URL. They show what a proxy changes. Only a request with a
 * nonce that was just made is one. Every other request gets 404, as if there were no probes.
 */
export class Probes {
  private readonly pending = new Map<string, Pending>();

  constructor(private readonly translate: Translate) {}

  /** Expects a probe. Undefined when there are too many. */
  open(): Probe | undefined {
    if (this.pending.size >= MAX_PROBES) return undefined;
    const nonce = randomBytes(16).toString('hex');
    const entry: Pending = { answer: randomBytes(16).toString('hex') };
    this.pending.set(nonce, entry);
    return {
      nonce,
      answer: entry.answer,
      arrival: () => entry.arrival,
      close: () => {
        this.pending.delete(nonce);
      },
    };
  }

  /** Whether a request is a probe that is expected. */
  expects(request: IncomingMessage): boolean {
    return this.pending.size > 0 && this.pending.has(nonceOf(request));
  }

  /** Answers a probe that is expected. */
  receive(request: IncomingMessage & { originalUrl?: string }, response: ServerResponse, body: Body): void {
    const entry = this.pending.get(nonceOf(request));
    if (entry === undefined) {
      respondText(response, 404, this.translate('No such webhook.'));
      return;
    }
    const { headers, method = '', url = '/', originalUrl } = request;
    entry.arrival ??= {
      url: originalUrl ?? url,
      host: headers.host,
      forwardedProto: first(headers['x-forwarded-proto']),
      signature: first(headers['x-twilio-signature']),
      nonce: first(headers[NONCE_HEADER]),
      contentType: headers['content-type'],
      method,
      body,
    };
    respond(response, 200, 'text/xml', `<Response><!-- ${entry.answer} --></Response>`);
  }
}
