import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFor, attempt } from './answers';
import { bareAddress } from '../addresses/address-pattern';
import { kindOfRequest, kinds, type EventOf, type Kind } from '../events/kinds';
import { text, type Params } from '../events/params';
import { REJECT_TWIML } from '../twiml/documents';
import { formParams, type Body } from './body';
import { isKnownParameter, KnownParameters } from './known-parameters';
import { deliveryOf, setDelivery, typesOf } from './delivery';
import type { PendingResponses } from './pending-responses';
import type { PublicUrl } from '../validation/public-url';
import { requestUrls, type AddressedRequest } from './request-urls';
import { respond } from './respond';
import { verify, type UnauthorizedReason } from './signature';
import { EndpointSockets } from './sockets/endpoint-sockets';
import { socketUrls } from './sockets/socket-urls';
import { isSplicedIntoQuery, splicingProblem } from './splicing';
import { Subscribers, type Subscription } from './subscribers';
import { unauthorizedRequest, type UnauthorizedRequest } from './unauthorized';

/** What an endpoint needs of its account. */
export interface EndpointOptions {
  /** The path under Node-RED's `httpNodeRoot`, such as `/twilio`. */
  path: string;
  /** `''` accepts the webhooks of every account. */
  accountSid: string;
  /** The auth tokens that may have signed a request, the primary one first. */
  tokens: readonly string[];
  publicUrl?: PublicUrl | undefined;
  validateSignatures: boolean;
  /** Whether webhooks may use GET. Twilio's default is POST. */
  allowGet?: boolean;
  /** The parameters that a signed form may have, which decides whether it can be read in one way only. */
  knownParameters?: KnownParameters;
  /**
   * Whether responses say which nodes got a message or call: only for the simulator, whose phone shows it. The function gives
   * the types of the nodes of other accounts that take a kind of event.
   */
  explains?: ((kind: Kind) => string[]) | undefined;
  /** Called with every request that is answered with 403. */
  onUnauthorized?: (request: UnauthorizedRequest) => void;
}

/** A webhook, as the router hands it over. */
export interface Incoming {
  request: IncomingMessage & { originalUrl?: string };
  response: ServerResponse;
  kind: Kind;
  body: Body;
}

/** The largest body, in bytes, that is checked against more than two URLs: this bounds what a forged request costs. */
const MAX_EXPLAINED_BYTES = 64 * 1024;

const NO_BODY: Body = { kind: 'form', params: {} };

const TWILIO_PARAMETERS = new KnownParameters();

/** A header's text; `undefined` when it is absent or empty. */
const header = (request: Pick<IncomingMessage, 'headers'>, name: string): string | undefined => {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
};

/** The query of a URL, after the question mark. */
function queryOf(url = ''): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

/**
 * The parameters of an event: those of the body, or of the query of a GET. A POST's query adds only names of the flow's own,
 * because everything that Twilio sends is in the body.
 */
function eventParams(method: string | undefined, query: string, body: Body): Params {
  if (method === 'GET') return formParams(query);
  if (query === '') return body.params;
  const own = Object.entries(formParams(query)).filter(([name]) => !isKnownParameter(name));
  return { ...Object.fromEntries(own), ...body.params };
}

/** The subscribers that get an event. */
interface Matches<K extends Kind> {
  /** Their filter accepts it. */
  accepting: Subscription<K>[];
  /** Their filter does not accept it, and they want it all the same. */
  filteredOut: Subscription<K>[];
  /** Their filter failed. */
  undecided: { subscriber: Subscription<K>; error: unknown }[];
}

/** Receives one account's webhooks: checks that Twilio sent them, and passes them to the subscribers as events. */
export class Endpoint {
  /** How many requests were answered with 403 since the account was deployed, and the last one. */
  readonly rejected: { count: number; last: UnauthorizedRequest | null } = { count: 0, last: null };
  /** The WebSockets that Twilio has opened, and who takes them. */
  readonly sockets = new EndpointSockets();
  private readonly subscribers: { [K in Kind]: Subscribers<K> } = {
    message: new Subscribers(),
    'message-status': new Subscribers(),
    call: new Subscribers(),
    'call-status': new Subscribers(),
    recording: new Subscribers(),
    transcription: new Subscribers(),
    'stream-status': new Subscribers(),
    'conference-status': new Subscribers(),
    'siprec-status': new Subscribers(),
    step: new Subscribers(),
    'step-partial': new Subscribers(),
  };

  constructor(
    readonly options: EndpointOptions,
    readonly pendingResponses: PendingResponses,
  ) {}

  /** @returns a function that removes the subscription */
  subscribe<K extends Kind>(subscription: Subscription<K>): () => void {
    const subscribers: Subscribers<K> = this.subscribers[subscription.kind];
    return subscribers.add(subscription);
  }

  hasSubscribers(kind: Kind): boolean {
    return this.subscribers[kind].size > 0;
  }

  /** The types of the nodes that take a kind of event. */
  typesOf<K extends Kind>(kind: K): string[] {
    const subscribers: Subscribers<K> = this.subscribers[kind];
    return typesOf(subscribers);
  }

  /** Whether a webhook of this kind is received: a deployed node takes its events, or they are optional. */
  receives(kind: Kind): boolean {
    return kinds[kind].optional === true || this.hasSubscribers(kind);
  }

  /** Whether a node may take such an event, whoever it comes from. Only the address that it goes to is compared. */
  takes<K extends Kind>(kind: K, event: EventOf[K]): boolean {
    const subscribers: Subscribers<K> = this.subscribers[kind];
    const to = bareAddress(event.to ?? '');
    return [...subscribers].some(({ matches, filter: { index }, wantsFilteredOut }) => {
      if (matches?.(event) === false) return false;
      return wantsFilteredOut || index?.field !== 'to' || index.addresses.includes(to);
    });
  }

  /** Whether webhooks of this account may use a method. */
  allows(method: string | undefined): boolean {
    return method === 'POST' || (method === 'GET' && this.options.allowGet === true);
  }

  /** Whether a request is unauthorized whatever its body holds, because it has no signature. */
  rejectsUnread(request: IncomingMessage): boolean {
    return this.options.validateSignatures && header(request, 'x-twilio-signature') === undefined;
  }

  /**
   * Handles one webhook and answers it:
   *
   * - 403 as text when it is unauthorized: no signature, or not signed by Twilio for this URL, body and account
   * - 400 as text when it is signed but has no SID, so it is not an event of this kind
   * - 200 with TwiML when it is a repeated delivery: the answer of the first one, once there is one
   * - 200 with TwiML: a trigger's fixed document, `<Reject/>` for a ringing call that no trigger accepts, or empty TwiML
   * - 200 with TwiML later: what the flow answers, or empty TwiML at the deadline
   */
  receive(incoming: Incoming): void {
    const { request, response, kind, body } = incoming;
    const unauthorized = this.checkSender(incoming);
    if (unauthorized === undefined) {
      const params = eventParams(request.method, queryOf(request.url), body);
      this.deliver(kindOfRequest(kind, params), params, header(request, 'i-twilio-idempotency-token'), response);
      return;
    }
    respond(response, 403, 'text/plain', `Forbidden: ${unauthorized.reason}.\n`);
    this.count(unauthorized);
    for (const subscriber of this.subscribers[kind]) {
      attempt(subscriber, () => {
        subscriber.unauthorized(unauthorized.reason);
      });
    }
  }

  /**
   * Checks that Twilio signed the upgrade to a WebSocket. The account is known only from the socket's first message.
   * @returns why it is unauthorized, in a few words; `undefined` when it is authorized
   */
  authorizeUpgrade(request: AddressedRequest): string | undefined {
    const { validateSignatures, tokens, publicUrl } = this.options;
    if (!validateSignatures) return undefined;
    const signature = header(request, 'x-twilio-signature');
    const check = (urls: readonly string[]) => verify({ signature, body: NO_BODY, urls: socketUrls(urls) }, tokens);
    const verdict = check(this.urlsOf(request));
    if (verdict.valid) return undefined;
    const { reason, url } = verdict;
    const other = reason === 'wrong-signature' && publicUrl !== undefined ? check(requestUrls(request)) : verdict;
    const unauthorized = unauthorizedRequest(reason, url, Date.now(), other.valid ? other.url : undefined);
    this.count(unauthorized);
    return unauthorized.reason;
  }

  private count(unauthorized: UnauthorizedRequest): void {
    this.rejected.count += 1;
    this.rejected.last = unauthorized;
    this.options.onUnauthorized?.(unauthorized);
  }

  /** @returns why a request is unauthorized; `undefined` when it is authorized */
  private checkSender({ request, kind, body }: Incoming): UnauthorizedRequest | undefined {
    const { options } = this;
    const unauthorized = (reason: UnauthorizedReason, url: string, signedUrl?: string) =>
      unauthorizedRequest(reason, url, Date.now(), signedUrl);
    const signed = {
      signature: header(request, 'x-twilio-signature'),
      body: request.method === 'GET' ? NO_BODY : body,
    };
    const isSmall = (body.raw?.length ?? 0) <= MAX_EXPLAINED_BYTES;
    const urls = isSmall ? this.urlsOf(request) : this.urlsOf(request).slice(0, 2);
    if (options.validateSignatures) {
      const verdict = verify({ ...signed, urls }, options.tokens);
      if (!verdict.valid) {
        // A wrong public URL is the most frequent cause. The request itself may show the right one.
        const seenUrls = options.publicUrl !== undefined && isSmall ? requestUrls(request) : [];
        const other =
          verdict.reason === 'wrong-signature' ? verify({ ...signed, urls: seenUrls }, options.tokens) : verdict;
        return unauthorized(verdict.reason, verdict.url, other.valid ? other.url : undefined);
      }
      const problem = this.splicingProblem(request, kind, body);
      if (problem !== undefined) return unauthorizedRequest('spliced', verdict.url, Date.now(), undefined, problem);
    }
    // Read only now: JSON is parsed when its parameters are read, and that is after the check of its hash.
    const params = eventParams(request.method, queryOf(request.url), body);
    if (options.accountSid !== '' && text(params, 'AccountSid') !== options.accountSid) {
      return unauthorized('wrong-account', urls[0] ?? '');
    }
    return undefined;
  }

  /** What is wrong with a signed request that may be made of the parts of another one. */
  private splicingProblem(request: IncomingMessage, kind: Kind, body: Body): string | undefined {
    const query = queryOf(request.url);
    if (query !== '' && isSplicedIntoQuery(query)) return 'its query contains signed parameters of another request';
    // The hash of other bodies is signed, so nothing in them can be moved.
    if (request.method === 'POST' && body.kind === 'other') return undefined;
    const signed = request.method === 'GET' ? formParams(query) : body.params;
    const problem = splicingProblem(kind, signed, this.options.knownParameters ?? TWILIO_PARAMETERS, {
      isUrlComplete: query === '',
    });
    return problem === undefined ? undefined : `its parameters ${problem}`;
  }

  private urlsOf(request: AddressedRequest): string[] {
    const { publicUrl } = this.options;
    return publicUrl === undefined ? requestUrls(request) : [`${publicUrl.base}${request.url ?? '/'}`];
  }

  private deliver<K extends Kind>(kind: K, params: Params, token: string | undefined, response: ServerResponse): void {
    const rules: (typeof kinds)[K] = kinds[kind];
    const event: EventOf[K] = rules.parse(params);
    const sid = rules.sid(event);
    if (sid === '') {
      respond(response, 400, 'text/plain', `This is not a ${kind} event: it has no SID.\n`);
      return;
    }
    const identity = rules.identity(event);
    const keys = [
      ...(identity === undefined ? [] : [`${kind} ${identity}`]),
      ...(token === undefined ? [] : [`token ${token}`]),
    ];
    const answerableSid = rules.takesAnswer === true ? sid : undefined;
    if (!this.pendingResponses.claim(keys, answerableSid, response)) return;

    const { accepting, filteredOut, undecided } = this.match(kind, event);
    if (answerableSid !== undefined) {
      if (this.options.explains !== undefined) this.explain(kind, event, accepting, response);
      if (accepting.length === 0 && rules.rejectsUnmatched?.(event) === true) {
        this.pendingResponses.answer(answerableSid, REJECT_TWIML, true);
      } else {
        const parse = (received: Params) => rules.parse(received);
        answerFor(this.pendingResponses, { sid: answerableSid, event, params, parse }, accepting);
      }
    }
    const receivers = [...accepting, ...filteredOut];
    // Every trigger gets its own copy, made before the first flow can change the event.
    const copy = () => rules.parse(structuredClone(params));
    const copies = receivers.map((_, index) => (index === 0 ? event : copy()));
    const leftover = undecided.map(({ subscriber, error }) => ({ subscriber, error, event: copy() }));
    receivers.forEach((subscriber, index) => {
      attempt(subscriber, () => {
        subscriber.receive(copies[index] ?? event, index < accepting.length);
      });
    });
    for (const { subscriber, error, event: own } of leftover) {
      attempt({ failed: () => undefined }, () => {
        subscriber.failed(error, own);
      });
    }
  }

  /** Tells the simulator which nodes get an event. */
  private explain<K extends Kind>(
    kind: K,
    event: EventOf[K],
    accepting: readonly Subscription<K>[],
    response: ServerResponse,
  ): void {
    const subscribers: Subscribers<K> = this.subscribers[kind];
    // The others did not filter out what one has claimed.
    const isClaimed = accepting.some(({ claims }) => claims === true);
    const delivery = deliveryOf(event, isClaimed ? accepting : subscribers, accepting);
    const elsewhere = accepting.length === 0 ? (this.options.explains?.(kind) ?? []) : [];
    setDelivery(response, { ...delivery, elsewhere });
  }

  /** The subscribers that get an event, by what their filters say. */
  private match<K extends Kind>(kind: K, event: EventOf[K]): Matches<K> {
    const subscribers: Subscribers<K> = this.subscribers[kind];
    const found: Matches<K> = { accepting: [], filteredOut: [], undecided: [] };
    for (const subscriber of subscribers.candidates(bareAddress(event.from ?? ''), bareAddress(event.to ?? ''))) {
      attempt(subscriber, () => {
        if (subscriber.matches?.(event) === false) return;
        try {
          if (subscriber.filter.accepts(event)) found.accepting.push(subscriber);
          else if (subscriber.wantsFilteredOut) found.filteredOut.push(subscriber);
        } catch (error) {
          // Not in silence: with the event that is filtered out, or else with the error.
          if (!subscriber.wantsFilteredOut) found.undecided.push({ subscriber, error });
          else {
            found.filteredOut.push(subscriber);
            subscriber.failed(error);
          }
        }
      });
    }
    return found.accepting.some(({ claims }) => claims === true) ? claimed(found) : found;
  }
}

/** What is left of the subscribers when one of them has claimed the event. */
function claimed<K extends Kind>({ accepting, filteredOut, undecided }: Matches<K>): Matches<K> {
  const gets = ({ claims, seesClaimed }: Subscription<K>): boolean => claims === true || seesClaimed === true;
  return {
    accepting: accepting.filter(gets),
    filteredOut: filteredOut.filter(gets),
    undecided: undecided.filter(({ subscriber }) => gets(subscriber)),
  };
}
