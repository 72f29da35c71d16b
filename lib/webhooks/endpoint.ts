import type { IncomingMessage, ServerResponse } from 'node:http';
import { kinds, type EventOf, type Kind } from '../events/kinds';
import { bareAddress } from '../events/filters';
import { text, type Params } from '../events/params';
import { formParams, type Body } from './body';
import { EMPTY_ANSWER, respond, type Exchange } from './exchange';
import { requestUrls, type AddressedRequest, type PublicUrl } from './public-url';
import { rejection, type Rejection } from './refusals';
import { verify, type Refusal } from './signature';
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
  onRejected?: (rejection: Rejection) => void;
}

/** A request on its way in: what the router made of it. */
export interface Incoming {
  request: IncomingMessage & { originalUrl?: string };
  response: ServerResponse;
  kind: Kind;
  body: Body;
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** The way in of one account: checks who sent a request, makes it an event, and shows it to those who subscribed. */
export class Endpoint {
  /** How many requests were turned away since Node-RED started the account, and the last of them. */
  readonly rejected: { count: number; last: Rejection | null } = { count: 0, last: null };
  private readonly subscribers: { [K in Kind]: Subscribers<K> } = {
    message: new Subscribers(),
    'message-status': new Subscribers(),
  };

  constructor(
    readonly options: EndpointOptions,
    readonly exchange: Exchange,
  ) {}

  /** @returns a function that takes the subscription back */
  subscribe<K extends Kind>(subscription: Subscription<K>): () => void {
    const subscribers: Subscribers<K> = this.subscribers[subscription.kind];
    return subscribers.add(subscription);
  }

  hasSubscribers(kind: Kind): boolean {
    return this.subscribers[kind].size > 0;
  }

  /** Takes one request in and answers it, now or when the flow does. */
  receive(incoming: Incoming): void {
    const { request, response, kind, body } = incoming;
    const query = queryOf(request.url);
    const params: Params = request.method === 'GET' ? query : { ...query, ...body.params };
    const refusal = this.refusalOf(incoming, params);
    if (refusal !== undefined) {
      this.rejected.count += 1;
      this.rejected.last = refusal;
      this.options.onRejected?.(refusal);
      for (const subscriber of this.subscribers[kind]) subscriber.turnedAway(refusal.reason);
      respond(response, 403, 'text/plain', `Forbidden: ${refusal.reason}.\n`);
      return;
    }
    this.deliver(kind, params, header(request, 'i-twilio-idempotency-token'), response);
  }

  private refusalOf({ request, body }: Incoming, params: Params): Rejection | undefined {
    const { options } = this;
    const fresh = (refusal: Refusal, url: string, elsewhere?: string) => rejection(refusal, url, Date.now(), elsewhere);
    const signed = {
      signature: header(request, 'x-twilio-signature'),
      body: request.method === 'GET' ? NO_BODY : body,
    };
    const urls = this.urlsOf(request);
    if (options.validateSignatures) {
      const verdict = verify({ ...signed, urls }, options.tokens);
      if (!verdict.valid) {
        // A public URL that is merely set wrong is the most frequent cause: say so when the request itself shows it.
        const seen = options.publicUrl === undefined ? [] : requestUrls(request);
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
    const identity = `${kind} ${rules.identity(event)}`;
    const sid = rules.openSid?.(event);
    if (!this.exchange.claim(token === undefined ? [identity] : [identity, `token ${token}`], sid, response)) return;

    const accepting: Subscription<K>[] = [];
    const rejecting: Subscription<K>[] = [];
    for (const subscriber of subscribers.candidates(bareAddress(event.from), bareAddress(event.to))) {
      try {
        if (subscriber.concerns?.(event) === false) continue;
        if (subscriber.filter.accepts(event)) accepting.push(subscriber);
        else if (subscriber.wantsRejected) rejecting.push(subscriber);
      } catch (error) {
        subscriber.failed(error);
        if (subscriber.wantsRejected) rejecting.push(subscriber);
      }
    }
    if (sid !== undefined) this.answer(sid, event, accepting);
    // Every trigger gets a copy of its own, so that no flow can change what another one sees.
    let copy: EventOf[K] | undefined = event;
    for (const [list, accepted] of [
      [accepting, true],
      [rejecting, false],
    ] as const) {
      for (const subscriber of list) {
        try {
          subscriber.receive(copy ?? rules.parse({ ...params }), accepted);
        } catch (error) {
          subscriber.failed(error);
        }
        copy = undefined;
      }
    }
  }

  /**
   * The first trigger with a document answers; without one, Twilio waits for the flow as long as the most patient
   * trigger allows; else the answer is empty. A trigger that has nothing to say does not keep another from answering.
   */
  private answer<K extends Kind>(sid: string, event: EventOf[K], accepting: readonly Subscription<K>[]): void {
    let deadline: number | undefined;
    for (const subscriber of accepting) {
      let answer: Answer;
      try {
        answer = subscriber.answer(event);
      } catch (error) {
        subscriber.failed(error);
        continue;
      }
      if (answer.by === 'document') {
        this.exchange.answer(sid, answer.twiml);
        return;
      }
      if (answer.by === 'flow') deadline = Math.max(deadline ?? 0, answer.deadline);
    }
    if (deadline === undefined) this.exchange.answer(sid, EMPTY_ANSWER);
    else this.exchange.hold(sid, deadline);
  }
}

const NO_BODY: Body = { kind: 'form', params: {} };

function queryOf(url: string | undefined): Params {
  const start = url?.indexOf('?') ?? -1;
  return url === undefined || start === -1 ? {} : formParams(url.slice(start + 1));
}
