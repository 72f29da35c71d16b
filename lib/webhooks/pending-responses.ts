import type { ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { shareText } from '../store/shared-text';
import { EMPTY_TWIML } from '../twiml/documents';
import { AnsweredDelivery, DEFAULT_DELIVERY_LIMITS, OpenDelivery, type DeliveryLimits } from './pending-delivery';
import { RecentDeliveries } from './recent-deliveries';
import { respond } from './respond';
import type { MissedReason } from './subscribers';

/** The memory of a key and its entry without the texts, in bytes. Measured, see the test of the limit. */
const ENTRY_BYTES = 200;

/** At most the memory of a text, in bytes. Node.js keeps one or two bytes for each character. */
const textBytes = (text: string): number => text.length * 2;

/** The most SIDs of {@link PendingResponses.takeFromFlow}. */
const MAX_TAKEN_SIDS = 10_000;

/**
 * The webhooks whose HTTP response is open, and those that were answered recently. It claims each delivery once, keeps
 * a response open under its SID until the flow answers, and gives a repeated delivery the answer of the first one.
 * Twilio repeats a delivery with the same idempotency token.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export class PendingResponses {
  /** Answered deliveries, by their keys. */
  private readonly answered: RecentDeliveries<AnsweredDelivery>;
  /** Deliveries that are not answered yet, by their keys. */
  private readonly unanswered = new Map<string, OpenDelivery>();
  /** By the SID of the message or call that it is about. */
  private readonly open = new Map<string, OpenDelivery>();
  /** The SIDs that a fixed document answered before a flow could. */
  private readonly taken: LRUCache<string, true>;

  constructor(private readonly limits: DeliveryLimits = DEFAULT_DELIVERY_LIMITS) {
    const { bytes, lifetimeMs } = limits;
    this.answered = new RecentDeliveries(bytes);
    this.taken = new LRUCache({ ttl: lifetimeMs, ttlResolution: 0, perf: Date, max: MAX_TAKEN_SIDS });
  }

  /** How many deliveries are not answered yet. */
  get openAnswers(): number {
    return this.open.size;
  }

  /** How many keys of deliveries are remembered. */
  get remembered(): number {
    return this.answered.size + this.unanswered.size;
  }

  /**
   * Claims a delivery. A repeated one is answered here: now, or together with the first.
   * @param keys what identifies the delivery: an earlier one with any of these keys is the same
   * @param sid the message or call that it is about, when a flow may answer it; `undefined` when Twilio ignores the answer
   * @returns whether it is the first delivery
   */
  claim(keys: readonly string[], sid: string | undefined, response: ServerResponse): boolean {
    const earlier = this.find(keys);
    if (sid === undefined || earlier instanceof AnsweredDelivery) {
      const answered =
        earlier instanceof AnsweredDelivery
          ? earlier
          : new AnsweredDelivery(earlier?.arrivedAt ?? Date.now(), EMPTY_TWIML);
      this.rememberAnswer(answered, keys);
      respond(response, 200, 'text/xml', answered.answer);
      return earlier === undefined;
    }
    const delivery = earlier ?? new OpenDelivery(Date.now(), keys);
    for (const key of keys) this.unanswered.set(key, delivery);
    delivery.waiting.push(response);
    if (earlier !== undefined) {
      earlier.keys = [...new Set([...earlier.keys, ...keys])];
      return false;
    }
    // Twilio sends another request about the same SID only after it has given up on the one before.
    this.answer(sid, EMPTY_TWIML);
    this.open.set(sid, delivery);
    return true;
  }

  /**
   * Keeps the response open for the flow.
   * @param late called at the deadline. Its TwiML document is the answer then, also to repeated deliveries. Default: empty
   * TwiML
   * @param isStopped whether a deployment has stopped the flow, see {@link giveUpStopped}
   */
  keepOpen(
    sid: string,
    deadlineSeconds: number,
    late: OpenDelivery['late'] = () => EMPTY_TWIML,
    isStopped?: OpenDelivery['isStopped'],
  ): void {
    const delivery = this.open.get(sid);
    if (delivery === undefined) return;
    clearTimeout(delivery.deadline);
    delivery.late = late;
    delivery.isStopped = isStopped;
    delivery.deadline = setTimeout(() => {
      this.giveUp(sid, 'deadline');
    }, deadlineSeconds * 1000);
    delivery.deadline.unref();
  }

  /** Answers in place of the flows that a deployment has stopped. Call it when flows have started again. */
  giveUpStopped(): void {
    for (const [sid, { isStopped }] of [...this.open]) if (isStopped?.() === true) this.giveUp(sid, 'deployment');
  }

  /** Answers in place of a flow that does not answer, with the document of {@link keepOpen}. */
  giveUp(sid: string, reason: MissedReason): void {
    const late = this.open.get(sid)?.late;
    if (late !== undefined) this.answer(sid, late(reason), true);
  }

  /** Whether Twilio is waiting for the answer about this SID. */
  isOpen(sid: string): boolean {
    return this.open.get(sid)?.waiting.some(({ destroyed }) => !destroyed) === true;
  }

  /**
   * Answers with a TwiML document.
   * @param repeatable whether a repeated delivery gets it too, when Twilio has closed the connection by now. False for
   * a document that is sent by REST when this fails, so that nothing is said twice.
   * @returns whether Twilio was still waiting for it
   */
  answer(sid: string, twiml: string, repeatable = false): boolean {
    const delivery = this.open.get(sid);
    if (delivery === undefined) return false;
    clearTimeout(delivery.deadline);
    this.open.delete(sid);
    let isSent = false;
    for (const response of delivery.waiting) isSent = respond(response, 200, 'text/xml', twiml) || isSent;
    const answer = isSent || repeatable ? twiml : EMPTY_TWIML;
    this.rememberAnswer(new AnsweredDelivery(delivery.arrivedAt, answer), delivery.keys);
    return isSent;
  }

  /** Notes that a fixed document has answered in place of a flow, whose answer is now too late. */
  takeFromFlow(sid: string): void {
    this.taken.set(sid, true);
  }

  /** Whether a fixed document has answered in place of a flow. */
  isTakenFromFlow(sid: string): boolean {
    return this.taken.has(sid);
  }

  /** Answers everything that is open with empty TwiML, and forgets all deliveries. */
  close(): void {
    for (const sid of [...this.open.keys()]) this.answer(sid, EMPTY_TWIML);
    this.answered.clear();
    this.unanswered.clear();
    this.taken.clear();
  }

  private find(keys: readonly string[]): OpenDelivery | AnsweredDelivery | undefined {
    for (const key of keys) {
      // An open delivery has no time limit.
      const open = this.unanswered.get(key);
      if (open !== undefined) return open;
      const answered = this.answered.get(key);
      if (answered !== undefined && Date.now() < answered.arrivedAt + this.limits.lifetimeMs) return answered;
    }
    return undefined;
  }

  /** Keeps an answer for repeated deliveries with these keys. */
  private rememberAnswer(delivery: AnsweredDelivery, keys: readonly string[]): void {
    for (const key of keys) {
      // Kept for an hour: not with the header and the body that it is made of.
      shareText(key);
      this.unanswered.delete(key);
      this.answered.set(key, delivery, ENTRY_BYTES + textBytes(key) + textBytes(delivery.answer));
    }
  }
}
