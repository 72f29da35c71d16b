import type { IncomingMessage, ServerResponse } from 'node:http';
import { bareAddress } from '../addresses/address-pattern';
import { kindOfRequest, kinds, type EventOf, type Kind } from '../events/kinds';
import type { Params } from '../events/params';
import { REJECT_TWIML } from '../twiml/documents';
import { answerFor, attempt } from './answers';
import { deliveryOf, setDelivery, typesOf } from './delivery';
import type { EndpointOptions, Incoming } from './endpoint-options';
import { eventParams, header, queryOf } from './event-params';
import { match, type Matches } from './matches';
import type { PendingResponses } from './pending-responses';
import type { AddressedRequest } from './request-urls';
import { respond } from './respond';
import { checkSender, checkUpgrade } from './sender-check';
import { EndpointSockets } from './sockets/endpoint-sockets';
import { Subscribers, type Subscription } from './subscribers';
import type { UnauthorizedRequest } from './unauthorized';

export type { EndpointOptions, Incoming } from './endpoint-options';

/** How many of the last unauthorized requests are kept. */
const MAX_RECENT = 5;

/** Receives one account's webhooks: checks that Twilio sent them, and passes them to the subscribers as events. */
export class Endpoint {
  /** How many requests were answered with 403 since the account was deployed, and the last one. */
  readonly rejected: { count: number; last: UnauthorizedRequest | null } = { count: 0, last: null };
  /** The last unauthorized requests, the newest first. */
  readonly recentlyRejected: UnauthorizedRequest[] = [];
  /** The WebSockets that Twilio has opened, and who takes them. */
  readonly sockets: EndpointSockets;
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
  ) {
    this.sockets = new EndpointSockets(options.maxSockets);
  }

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
    const unauthorized = checkSender(incoming, this.options);
    if (unauthorized === undefined) {
      const params = eventParams(request.method, queryOf(request.url), body);
      this.deliver(kindOfRequest(kind, params), params, header(request, 'i-twilio-idempotency-token'), response);
      return;
    }
    respond(response, 403, 'text/plain', `Forbidden: ${unauthorized.reason}.\n`);
    this.count(unauthorized);
    this.options.observer?.unauthorized(kind, unauthorized);
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
    const unauthorized = checkUpgrade(request, this.options);
    if (unauthorized !== undefined) this.count(unauthorized);
    return unauthorized?.reason;
  }

  private count(unauthorized: UnauthorizedRequest): void {
    this.rejected.count += 1;
    this.rejected.last = unauthorized;
    this.recentlyRejected.unshift(unauthorized);
    this.recentlyRejected.length = Math.min(this.recentlyRejected.length, MAX_RECENT);
    this.options.onUnauthorized?.(unauthorized);
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
    const observed = this.options.observer?.received(kind, params, response);
    if (!this.pendingResponses.claim(keys, answerableSid, response)) {
      observed?.repeated();
      return;
    }

    const matches = match<K>(this.subscribers[kind], event);
    const { accepting } = matches;
    if (accepting.length > 0) observed?.taken(nodeIdsOf(accepting));
    else observed?.notTaken(() => deliveryOf<K>(event, this.subscribers[kind], accepting));
    if (answerableSid !== undefined) {
      if (this.options.explains !== undefined) this.explain(kind, event, accepting, response);
      if (accepting.length === 0 && rules.rejectsUnmatched?.(event) === true) {
        this.pendingResponses.answer(answerableSid, REJECT_TWIML, true);
      } else {
        const parse = (received: Params) => rules.parse(received);
        answerFor(this.pendingResponses, { sid: answerableSid, event, params, parse }, accepting);
      }
    }
    // Every trigger gets its own copy, made before the first flow can change the event.
    this.passOn(matches, event, () => rules.parse(structuredClone(params)));
  }

  /**
   * Passes an event to the nodes again, marked with `replay: true`. Twilio gets no answer, so their own answers are not
   * called for.
   * @returns the ids of the nodes that take it
   */
  replay<K extends Kind>(kind: K, params: Params): string[] {
    const parse = (): EventOf[K] => Object.assign(kinds[kind].parse(structuredClone(params)), { replay: true });
    const event = parse();
    const matches = match<K>(this.subscribers[kind], event);
    this.passOn(matches, event, parse);
    return nodeIdsOf(matches.accepting);
  }

  /** @param copy makes the event of each further receiver */
  private passOn<K extends Kind>(
    { accepting, filteredOut, undecided }: Matches<K>,
    event: EventOf[K],
    copy: () => EventOf[K],
  ): void {
    const receivers = [...accepting, ...filteredOut];
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
}

/** The ids of the nodes among subscribers. */
const nodeIdsOf = <K extends Kind>(subscribers: readonly Subscription<K>[]): string[] =>
  subscribers.flatMap(({ nodeId }) => nodeId ?? []);
