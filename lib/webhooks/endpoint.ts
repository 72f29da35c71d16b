import type { IncomingMessage, ServerResponse } from 'node:http';
import { bareAddress } from '../addresses/address-pattern';
import { kindOfRequest, kinds, type EventOf, type Kind } from '../events/kinds';
import type { Params } from '../events/params';
import { EMPTY_TWIML, REJECT_TWIML } from '../twiml/documents';
import { answerFor, attempt } from './answers';
import { deliveryOf, explainDelivery, typesOf } from './delivery';
import type { EndpointOptions, Incoming } from './endpoint-options';
import { eventOf, eventParams, header, queryOf } from './event-params';
import { match } from './matches';
import { nodeIdsOf, passOn } from './pass-on';
import type { PendingResponses } from './pending-responses';
import { UnauthorizedRequests } from './unauthorized-requests';
import type { AddressedRequest } from './request-urls';
import { respond, respondText } from './respond';
import { checkSender, checkUpgrade } from './sender-check';
import { EndpointSockets } from './sockets/endpoint-sockets';
import { Subscribers, type Subscription } from './subscribers';

export type { EndpointOptions, Incoming } from './endpoint-options';

/** A webhook whose sender was checked. */
interface Authorized {
  params: Params;
  /** The form that {@link params} were parsed from, where it has all of them. */
  form: string | undefined;
  /** Twilio's idempotency token. */
  token: string | undefined;
  response: ServerResponse;
}

/** Receives one account's webhooks: checks that Twilio sent them, and passes them to the subscribers as events. */
export class Endpoint {
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

  /** The requests that were answered with 403 since the account was deployed. */
  readonly rejected: UnauthorizedRequests;

  constructor(
    readonly options: EndpointOptions,
    readonly pendingResponses: PendingResponses,
  ) {
    this.rejected = new UnauthorizedRequests(options.onUnauthorized);
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

  /** Whether a webhook of this kind is received: all but a step of a call that no deployed node has. */
  receives(kind: Kind): boolean {
    return kinds[kind].isReport === true || kinds[kind].isAnsweredUnmatched === true || this.hasSubscribers(kind);
  }

  /** Whether a node may take such an event, from any sender. Only the address that it goes to is compared. */
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
   * - 200 with empty TwiML when it is a report that no node takes
   * - 200 with TwiML when it is a repeated delivery: the answer of the first one, once there is one
   * - 200 with TwiML: a trigger's fixed document, `<Reject/>` for a ringing call that no trigger accepts, or empty TwiML.
   *   It makes no difference whether a trigger for this kind is deployed
   * - 200 with TwiML later: what the flow answers, or empty TwiML at the deadline
   */
  receive(incoming: Incoming): void {
    const { request, response, kind, body } = incoming;
    const unauthorized = checkSender(incoming, this.options);
    if (unauthorized === undefined) {
      const query = queryOf(request.url);
      const params = eventParams(request.method, query, body);
      const form = request.method === 'GET' ? query : query === '' ? body.form : undefined;
      const token = header(request, 'i-twilio-idempotency-token');
      this.deliver(kindOfRequest(kind, params), { params, form, token, response });
      return;
    }
    respondText(response, 403, `Forbidden: ${this.translate(unauthorized.reason)}.`);
    this.rejected.add(unauthorized);
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
    if (unauthorized !== undefined) this.rejected.add(unauthorized);
    return unauthorized?.reason;
  }

  private translate(sentence: string): string {
    return this.options.translate?.(sentence) ?? sentence;
  }

  private deliver<K extends Kind>(kind: K, { params, form, token, response }: Authorized): void {
    const rules: (typeof kinds)[K] = kinds[kind];
    const parse = (received: Params): EventOf[K] => eventOf(kind, received, this.options);
    const event = parse(params);
    const sid = rules.sid(event);
    if (sid === '') {
      respondText(response, 400, this.translate(`This is not a ${kind} event: it has no SID.`));
      return;
    }
    const identity = rules.identity(event);
    // A retry has the same parameters, so its token is kept only where the identity may not find it.
    const keys = identity === undefined ? [] : [`${kind} ${identity}`];
    if (token !== undefined && (identity === undefined || rules.isIdentityLoose === true)) keys.push(`token ${token}`);
    const answerableSid = rules.takesAnswer === true ? sid : undefined;
    const observed = this.options.observer?.received({ kind, params, form, response });
    if (rules.isReport === true && !this.hasSubscribers(kind)) {
      // It is not remembered, so that it takes no room from the events that nodes need.
      observed?.notTaken(() => ({ takenBy: [], filteredOut: [], elsewhere: [] }));
      respond(response, 200, 'text/xml', EMPTY_TWIML);
      return;
    }
    if (!this.pendingResponses.claim(keys, answerableSid, response)) {
      observed?.repeated();
      return;
    }

    const matches = match<K>(this.subscribers[kind], event);
    const { accepting } = matches;
    if (accepting.length > 0) observed?.taken(nodeIdsOf(accepting));
    else observed?.notTaken(() => deliveryOf<K>(event, this.subscribers[kind], accepting));
    if (answerableSid !== undefined) {
      if (this.options.explains !== undefined) {
        const elsewhere = accepting.length === 0 ? this.options.explains(kind) : [];
        explainDelivery<K>(response, event, this.subscribers[kind], { accepting, elsewhere });
      }
      if (accepting.length === 0 && rules.rejectsUnmatched?.(event) === true) {
        this.pendingResponses.answer(answerableSid, REJECT_TWIML, true);
      } else {
        answerFor(this.pendingResponses, { sid: answerableSid, event, params, parse }, accepting);
      }
    }
    // Every trigger gets its own copy, made before the first flow can change the event.
    passOn(matches, event, () => parse(structuredClone(params)));
  }

  /**
   * Passes an event to the nodes again, marked with `replay: true`. Twilio gets no answer, so their own answers are not
   * called for.
   * @returns the ids of the nodes that take it
   */
  replay<K extends Kind>(kind: K, params: Params): string[] {
    const parse = (): EventOf[K] =>
      Object.assign(eventOf(kind, structuredClone(params), this.options), { replay: true });
    const event = parse();
    const matches = match<K>(this.subscribers[kind], event);
    passOn(matches, event, parse);
    return nodeIdsOf(matches.accepting);
  }
}
