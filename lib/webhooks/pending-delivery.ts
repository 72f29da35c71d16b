import type { ServerResponse } from 'node:http';
import type { MissedReason } from './subscribers';

/** One webhook of Twilio, however often it was delivered. */
export interface PendingDelivery {
  /** When it first arrived, in milliseconds since 1970. */
  readonly arrivedAt: number;
  /** What it is found by: idempotency tokens and identities. Removed with the answer, because the maps have them. */
  keys: readonly string[];
  /** The TwiML that a repeated delivery gets. */
  answer?: string;
  /** The HTTP responses that wait. Removed with the answer, because thousands of answered deliveries are kept. */
  waiting?: ServerResponse[] | undefined;
  /** Removed with the answer too. */
  deadline?: NodeJS.Timeout | undefined;
  /** Returns what Twilio gets when the flow does not answer. Removed with the answer too. */
  late?: ((reason: MissedReason) => string) | undefined;
  /** Whether a deployment has stopped the flow that was to answer. Removed with the answer too. */
  isStopped?: (() => boolean) | undefined;
}

/** How much memory deliveries may take, and how long they are remembered. */
export interface DeliveryLimits {
  /** The most bytes of keys and answers. The oldest delivery is forgotten first. */
  bytes: number;
  /** In milliseconds, from its arrival. */
  lifetimeMs: number;
}

export const DEFAULT_DELIVERY_LIMITS: DeliveryLimits = { bytes: 32 * 1024 * 1024, lifetimeMs: 60 * 60 * 1000 };
