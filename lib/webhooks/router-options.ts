import type { DeploymentGate } from './deployment-gate';
import type { Middleware } from './express';
import type { Translate } from './respond';

/** Settings of Node-RED that affect incoming webhooks. */
export interface RouterOptions {
  /** The largest body of a webhook, such as `256kb`, which is the default. */
  maxBodySize?: string | number | undefined;
  /** Node-RED's `httpNodeMiddleware`: called before every webhook. */
  middleware?: Middleware | Middleware[] | undefined;
  /**
   * Whether Node-RED has a setting that may intercept requests to its HTTP nodes, such as `httpNodeAuth`. Webhooks are
   * taken at the top of Express only when this is `false`.
   */
  hasHttpGuards?: boolean;
  /** How long a body may take to arrive, in milliseconds. */
  bodyTimeoutMs?: number;
  /** Pauses webhooks while flows are being deployed. */
  deployment?: DeploymentGate;
  /** How long a webhook waits for a deployment, in milliseconds. */
  deploymentTimeoutMs?: number;
  /** Called with what should not happen, for the log. */
  log?: (message: string) => void;
  /** Translates the sentences of HTTP responses. Default: they are in English. */
  translate?: Translate;
}
