import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Kind } from '../events/kinds';
import type { PublicUrl } from '../validation/public-url';
import type { Body } from './body';
import type { KnownParameters } from './known-parameters';
import type { WebhookObserver } from './observer';
import type { Translate } from './respond';
import type { UnauthorizedRequest } from './unauthorized';

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
  /** The most WebSockets that may be open at once. Default: 1,000. */
  maxSockets?: number;
  /** Called with every request that is answered with 403. */
  onUnauthorized?: (request: UnauthorizedRequest) => void;
  /** Is called with what is received. */
  observer?: WebhookObserver | undefined;
  /** Translates the sentences of HTTP responses. Default: that of the router. */
  translate?: Translate;
}

/** A webhook, as the router hands it over. */
export interface Incoming {
  request: IncomingMessage & { originalUrl?: string };
  response: ServerResponse;
  kind: Kind;
  body: Body;
}
