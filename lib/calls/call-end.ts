import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call';
import type { PlainResource } from '../account/resource';

/** How a call ended, or `timeout` when it had not ended in time. */
export interface CallEnd {
  callSid: string;
  /** `completed`, `busy`, `failed`, `no-answer`, `canceled` or `timeout`. */
  status: string;
  /** In seconds. */
  duration?: number;
  direction?: string;
  answeredBy?: string;
  /** Negative, in the currency of the account. */
  price?: number;
}

type CallResource = PlainResource<CallInstance>;

/** The part of a Call resource that {@link endOf} reads. Values that Twilio does not have yet are `null` or absent. */
export type CallState = {
  readonly [K in 'sid' | 'status' | 'duration' | 'direction' | 'answeredBy' | 'price']?: CallResource[K] | null;
};

/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** Whether a call with this status has ended. */
export const isEnded = (status: string): boolean => ENDED.has(status);

/** The end of a call, from its Call resource; `undefined` while the call lasts. */
export function endOf({ sid, status, duration, direction, answeredBy, price }: CallState): CallEnd | undefined {
  if (typeof status !== 'string' || !isEnded(status)) return undefined;
  const seconds = Number(duration ?? Number.NaN);
  const amount = Number(price ?? Number.NaN);
  return {
    callSid: String(sid),
    status,
    ...(Number.isFinite(seconds) ? { duration: seconds } : {}),
    ...(typeof direction === 'string' ? { direction } : {}),
    ...(typeof answeredBy === 'string' ? { answeredBy } : {}),
    ...(Number.isFinite(amount) ? { price: amount } : {}),
  };
}
