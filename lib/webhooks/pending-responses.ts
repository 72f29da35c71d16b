import type { ServerResponse } from 'node:http';
import { EMPTY_TWIML } from '../twiml/documents';

/** Sends an HTTP answer, unless the other side has gone. */
export function respond(response: ServerResponse, status: number, type: string, text: string): boolean {
  if (response.headersSent || response.destroyed) return false;
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
  return true;
}

/** One thing that Twilio told us, however often it said so: what was answered, and who still waits for the answer. */
interface Delivery {
  readonly at: number;
  /** Under which it is found: idempotency tokens and identity. */
  keys: readonly string[];
  answer?: string;
  /** Until it is answered; thousands of answered ones are remembered. */
  waiting?: Set<ServerResponse> | undefined;
  deadline?: NodeJS.Timeout;
}

/** Limits of an exchange's memory. */
export interface DeliveryLimits {
  /** How many deliveries are remembered, to know a second one. */
  deliveries: number;
  /** How long one is remembered, in milliseconds. */
  lifetimeMs: number;
}

const DEFAULT_LIMITS: DeliveryLimits = { deliveries: 20_000, lifetimeMs: 60 * 60 * 1000 };

/**
 * Keeps what came in apart from what is answered: claims each delivery once, holds the open answer by its SID, and
 * gives a retry the answer of the first delivery. Twilio retries with the same idempotency token.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export class PendingResponses {
  /** By idempotency token and by identity. */
  private readonly deliveries = new Map<string, Delivery>();
  /**
   * In the order in which they came, from `oldest` on. Their map keeps that order too, but to find its first entry takes
   * long after thousands were deleted.
   */
  private order: Delivery[] = [];
  private oldest = 0;
  private readonly open = new Map<string, Delivery>();

  constructor(private readonly limits: DeliveryLimits = DEFAULT_LIMITS) {}

  /** How many answers are open. */
  get openAnswers(): number {
    return this.open.size;
  }

  /** How many deliveries are remembered, by token and by identity. */
  get remembered(): number {
    return this.deliveries.size;
  }

  /**
   * Takes a request in.
   * @param keys what makes it the same delivery as an earlier one; any of them is enough
   * @param sid what it is about, when a flow may answer it; `undefined` for what only informs
   * @returns whether it is the first delivery; a repeated one is answered here, now or together with the first
   */
  claim(keys: readonly string[], sid: string | undefined, response: ServerResponse): boolean {
    const now = Date.now();
    this.forget(now);
    const earlier = this.find(keys);
    const delivery: Delivery = earlier ?? { at: now, keys };
    if (earlier === undefined && keys.length > 0) this.order.push(delivery);
    const unknown = earlier === undefined ? keys : keys.filter((key) => !this.deliveries.has(key));
    for (const key of unknown) this.deliveries.set(key, delivery);
    if (earlier !== undefined) delivery.keys = [...delivery.keys, ...unknown];
    if (sid === undefined) delivery.answer = EMPTY_TWIML;
    if (delivery.answer !== undefined) {
      respond(response, 200, 'text/xml', delivery.answer);
      return earlier === undefined;
    }
    // One that hung up while it waited to get here is not there for the answer.
    const waiting = (delivery.waiting ??= new Set());
    if (!response.destroyed) waiting.add(response);
    response.on('close', () => waiting.delete(response));
    if (earlier === undefined && sid !== undefined) {
      // Twilio asks something new about the same SID: it no longer waits for the answer before.
      this.answer(sid, EMPTY_TWIML);
      this.open.set(sid, delivery);
    }
    return earlier === undefined;
  }

  /** Leaves a delivery open for the flow: whoever answers first, or the deadline with an empty answer. */
  keepOpen(sid: string, seconds: number): void {
    const delivery = this.open.get(sid);
    if (delivery === undefined) return;
    clearTimeout(delivery.deadline);
    delivery.deadline = setTimeout(() => this.answer(sid, EMPTY_TWIML), seconds * 1000);
    delivery.deadline.unref();
  }

  /** Whether Twilio waits for an answer about this SID right now. */
  isOpen(sid: string): boolean {
    return (this.open.get(sid)?.waiting?.size ?? 0) > 0;
  }

  /**
   * Answers with a TwiML document.
   * @param lasting whether a retry gets it even when nobody is there now: for what goes out by no other way
   * @returns whether anyone was still there to hear it; if not, what is to be said has to go out by REST
   */
  answer(sid: string, twiml: string, lasting = false): boolean {
    const delivery = this.open.get(sid);
    if (delivery === undefined) return false;
    clearTimeout(delivery.deadline);
    this.open.delete(sid);
    let heard = false;
    for (const response of delivery.waiting ?? []) heard = respond(response, 200, 'text/xml', twiml) || heard;
    delivery.waiting = undefined;
    // What nobody heard goes out by REST: a retry that comes now must not say it a second time.
    delivery.answer = heard || lasting ? twiml : EMPTY_TWIML;
    return heard;
  }

  /** Gives every open answer away empty. */
  close(): void {
    for (const sid of [...this.open.keys()]) this.answer(sid, EMPTY_TWIML);
    this.deliveries.clear();
    this.order = [];
    this.oldest = 0;
  }

  private find(keys: readonly string[]): Delivery | undefined {
    for (const key of keys) {
      const delivery = this.deliveries.get(key);
      if (delivery !== undefined) return delivery;
    }
    return undefined;
  }

  private forget(now: number): void {
    for (let delivery = this.order[this.oldest]; delivery !== undefined; delivery = this.order[this.oldest]) {
      const expired = now - delivery.at > this.limits.lifetimeMs && delivery.answer !== undefined;
      if (!expired && this.deliveries.size < this.limits.deliveries) break;
      for (const key of delivery.keys) this.deliveries.delete(key);
      this.oldest += 1;
    }
    if (this.oldest > this.limits.deliveries) {
      this.order = this.order.slice(this.oldest);
      this.oldest = 0;
    }
  }
}
