import type { ServerResponse } from 'node:http';
import type { MissedReason } from './subscribers';

/** A webhook of Twilio that is not answered yet, however often it was delivered. */
export class OpenDelivery {
  /** The HTTP responses that wait. */
  readonly waiting: ServerResponse[] = [];
  deadline: NodeJS.Timeout | undefined = undefined;
  /** Returns what Twilio gets when the flow does not answer. */
  late: ((reason: MissedReason) => string) | undefined = undefined;
  /** Whether a deployment has stopped the flow that should have answered. */
  isStopped: (() => boolean) | undefined = undefined;

  /**
   * @param arrivedAt when it first arrived, in milliseconds since 1970
   * @param keys what it is found by: idempotency tokens and identities
   */
  constructor(
    readonly arrivedAt: number,
    public keys: readonly string[],
  ) {}
}

/**
 * What is kept of a webhook that was answered. Thousands are kept for an hour, and never together with a response or anything
 * else of the request: see docs/decisions/013-repeated-deliveries.md.
 */
export class AnsweredDelivery {
  /**
   * @param arrivedAt when it first arrived, in milliseconds since 1970
   * @param answer the TwiML that a repeated delivery gets
   */
  constructor(
    readonly arrivedAt: number,
    readonly answer: string,
  ) {}
}

/** How much memory deliveries may take, and how long they are remembered. */
export interface DeliveryLimits {
  /** The most bytes of keys and answers. The oldest delivery is forgotten first. */
  bytes: number;
  /** In milliseconds, from its arrival. */
  lifetimeMs: number;
}

/** 32 MB, for an hour. */
export const DEFAULT_DELIVERY_LIMITS: DeliveryLimits = { bytes: 32 * 1024 * 1024, lifetimeMs: 60 * 60 * 1000 };
