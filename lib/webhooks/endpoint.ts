import type { IncomingMessage, ServerResponse } from 'node:http';
import { kinds, type EventOf, type Kind } from '../events/kinds';
import { bareAddress } from '../events/filters';
import { text, type Params } from '../events/params';
import { formParams, type Body } from './body';
import { EMPTY_TWIML, REJECT_TWIML } from '../twiml/documents';
import { respond, type PendingResponses } from './pending-responses';
import { requestUrls, type AddressedRequest, type PublicUrl } from './public-url';
import { unauthorizedRequest, type UnauthorizedRequest } from './unauthorized';
import { verify, type UnauthorizedReason } from './signature';
import { Subscribers, type Answer, type Subscription } from './subscribers';

/** What an endpoint knows of its account. */
export interface EndpointOptions {
  /** The path under Node-RED's `httpNodeRoot`, such as `/twilio`. */
  path: string;
  accountSid: string;
  /** The tokens that may have signed, primary first. */
  tokens: readonly string[];
  publicUrl?: PublicUrl | undefined;
  /** Off only by the account's own setting. */
  validateSignatures: boolean;
  /** Hears of every request that was turned away. */
  onUnauthorized?: (rejection: UnauthorizedRequest) => void;
}

/** A request on its way in: what the router made of it. */
export interface Incoming {
  request: IncomingMessage & { originalUrl?: string };
  response: ServerResponse;
  kind: Kind;
  body: Body;
}

/** A header's text; `undefined` when it is absent or empty. */
const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
};

/** Does something for one subscriber. What it throws is told to it, and never keeps another one from its event. */
function attempt<T>(subscriber: { failed(error: unknown): void }, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    try {
      subscriber.failed(error);
    } catch {
      // One that cannot even hear of its own error: there is nobody left to tell.
    }
    return undefined;
  }
}

/** The way in of one account: checks who sent a request, makes it an event, and shows it to those who subscribed. */
export class Endpoint {
  /** How many requests were turned away since Node-RED started the account, and the last of them. */
  readonly rejected: { count: number; last: UnauthorizedRequest | null } = { count: 0, last: null };
  private readonly subscribers: { [K in Kind]: Subscribers<K> } = {
    message: new Subscribers(),
    'message-status': new Subscribers(),
    call: new Subscribers(),
    'call-status': new Subscribers(),
    recording: new Subscribers(),
    transcription: new Subscribers(),
  };

  constructor(
    readonly options: EndpointOptions,
    readonly pendingResponses: PendingResponses,
  ) {}

  /** @returns a function that takes the subscription back */
  subscribe<K extends Kind>(subscription: Subscription<K>): () => void {
    const subscribers: Subscribers<K> = this.subscribers[subscription.kind];
    return subscribers.add(subscription);
  }

  hasSubscribers(kind: Kind): boolean {
    return this.subscribers[kind].size > 0;
  }

  /** Whether a request is turned away whatever it holds, because nobody signed it. */
  rejectsUnread(request: IncomingMessage): boolean {
    return this.options.validateSignatures && header(request, 'x-twilio-signature') === undefined;
  }

  /** Takes one request in and answers it, now or when the flow does. */
  receive(incoming: Incoming): void {
    const { request, response, kind, body } = incoming;
    const query = queryOf(request.url);
    const sent = query === undefined ? body.params : { ...query, ...body.params };
    const params: Params = request.method === 'GET' ? (query ?? {}) : sent;
    const refusal = this.refusalOf(incoming, params);
    if (refusal !== undefined) {
      this.rejected.count += 1;
      this.rejected.last = refusal;
      respond(response, 403, 'text/plain', `Forbidden: ${refusal.reason}.\n`);
      this.options.onUnauthorized?.(refusal);
      for (const subscriber of this.subscribers[kind]) {
        attempt(subscriber, () => {
          subscriber.unauthorized(refusal.reason);
        });
      }
      return;
    }
    this.deliver(kind, params, header(request, 'i-twilio-idempotency-token'), response);
  }

  private refusalOf({ request, body }: Incoming, params: Params): UnauthorizedRequest | undefined {
    const { options } = this;
    const fresh = (refusal: UnauthorizedReason, url: string, elsewhere?: string) =>
      unauthorizedRequest(refusal, url, Date.now(), elsewhere);
    const signed = {
      signature: header(request, 'x-twilio-signature'),
      body: request.method === 'GET' ? NO_BODY : body,
    };
    const isSmall = (body.raw?.length ?? 0) <= MAX_EXPLAINED_BYTES;
    const urls = isSmall ? this.urlsOf(request) : this.urlsOf(request).slice(0, 2);
    if (options.validateSignatures) {
      const verdict = verify({ ...signed, urls }, options.tokens);
      if (!verdict.valid) {
        // A public URL that is merely set wrong is the most frequent cause: say so when the request itself shows it.
        const seen = options.publicUrl !== undefined && isSmall ? requestUrls(request) : [];
        const other =
          verdict.refusal === 'wrong-signature' ? verify({ ...signed, urls: seen }, options.tokens) : verdict;
        return fresh(verdict.refusal, verdict.url, other.valid ? other.url : undefined);
      }
    }
    if (options.accountSid !== '' && text(params, 'AccountSid') !== options.accountSid) {
      return fresh('wrong-account', urls[0] ?? '');
    }
    return undefined;
  }

  private urlsOf(request: AddressedRequest): string[] {
    const { publicUrl } = this.options;
    return publicUrl === undefined ? requestUrls(request) : [`${publicUrl.base}${request.url ?? '/'}`];
  }

  private deliver<K extends Kind>(kind: K, params: Params, token: string | undefined, response: ServerResponse): void {
    const rules: (typeof kinds)[K] = kinds[kind];
    const subscribers: Subscribers<K> = this.subscribers[kind];
    const event: EventOf[K] = rules.parse(params);
    const sid = rules.sid(event);
    if (sid === '') {
      respond(response, 400, 'text/plain', `This is no ${kind} event: it has no SID.\n`);
      return;
    }
    const identity = rules.identity(event);
    const keys = [
      ...(identity === undefined ? [] : [`${kind} ${identity}`]),
      ...(token === undefined ? [] : [`token ${token}`]),
    ];
    const open = rules.takesAnswer === true ? sid : undefined;
    if (!this.pendingResponses.claim(keys, open, response)) return;

    const accepting: Subscription<K>[] = [];
    const rejecting: Subscription<K>[] = [];
    for (const subscriber of subscribers.candidates(bareAddress(event.from ?? ''), bareAddress(event.to ?? ''))) {
      attempt(subscriber, () => {
        if (subscriber.matches?.(event) === false) return;
        // A filter that fails has not let the event through.
        const list = attempt(subscriber, () => subscriber.filter.accepts(event)) === true ? accepting : rejecting;
        if (list === accepting || subscriber.wantsFilteredOut) list.push(subscriber);
      });
    }
    if (open !== undefined && accepting.length === 0 && rules.rejectUnmatched === true) {
      this.pendingResponses.answer(open, REJECT_TWIML, true);
    } else if (open !== undefined) this.answer(open, event, accepting);
    const told = [...accepting, ...rejecting];
    // Every trigger gets a copy of its own, made before the first flow can change anything.
    const copies = told.map((_, index) => (index === 0 ? event : rules.parse(structuredClone(params))));
    told.forEach((subscriber, index) => {
      attempt(subscriber, () => {
        subscriber.receive(copies[index] ?? event, index < accepting.length);
      });
    });
  }

  /**
   * The first trigger with a document answers; without one, Twilio waits for the flow as long as the most patient
   * trigger allows; else the answer is empty. A trigger that has nothing to say does not keep another from answering.
   */
  private answer<K extends Kind>(sid: string, event: EventOf[K], accepting: readonly Subscription<K>[]): void {
    let deadline: number | undefined;
    for (const subscriber of accepting) {
      const answer: Answer | undefined = attempt(subscriber, () => subscriber.answer(event));
      if (answer?.by === 'document') {
        this.pendingResponses.answer(sid, answer.twiml, true);
        return;
      }
      if (answer?.by === 'flow') deadline = Math.max(deadline ?? 0, answer.deadline);
    }
    if (deadline === undefined) this.pendingResponses.answer(sid, EMPTY_TWIML);
    else this.pendingResponses.keepOpen(sid, deadline);
  }
}

/** The longest body, in bytes, that is checked under many addresses: a flood of forged ones must not cost more than need be. */
const MAX_EXPLAINED_BYTES = 64 * 1024;

const NO_BODY: Body = { kind: 'form', params: {} };

function queryOf(url: string | undefined): Params | undefined {
  const start = url?.indexOf('?') ?? -1;
  return url === undefined || start === -1 ? undefined : formParams(url.slice(start + 1));
}
