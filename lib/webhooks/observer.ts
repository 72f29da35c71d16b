import type { ServerResponse } from 'node:http';
import type { Kind } from '../events/kinds';
import type { Params } from '../events/params';
import type { Delivery } from './delivery';
import type { UnauthorizedRequest } from './unauthorized';

/** A webhook that Twilio has sent. */
export interface ObservedWebhook {
  /** It is a repeated delivery, which gets the answer of the first one. */
  repeated(): void;
  /** Subscribers accept it. @param nodeIds of the nodes among them */
  taken(nodeIds: readonly string[]): void;
  /** No subscriber accepts it. @param why returns the reasons */
  notTaken(why: () => Delivery): void;
}

/** A webhook that was accepted. */
export interface ReceivedWebhook {
  kind: Kind;
  /** The parameters of the event. The flow can change them. */
  params: Params;
  /** The form that {@link params} were parsed from, where it has all of them. */
  form: string | undefined;
  /** Not sent yet. */
  response: ServerResponse;
}

/** Is called with everything that an endpoint receives. It must be fast, because it is called for every request. */
export interface WebhookObserver {
  received(webhook: ReceivedWebhook): ObservedWebhook;
  /** A request was answered with 403. */
  unauthorized(kind: Kind, request: UnauthorizedRequest): void;
  /** A request to this account that no endpoint takes. It was not checked. */
  unrouted(what: string, status: number, reason: string): void;
}
