import { hasEnded, ifCurrent } from './call';
import { endCall } from './call-status';
import { receiveCall } from './inbound-call';
import type { CallRecord } from '../model/call-records';
import type { SimulatorContext } from '../model/context';
import type { NumberRecord } from '../model/numbers';

/** A limit of the simulator only. It ends a flow that calls its own number again and again. */
const MAX_LEGS = 5;

/** The number of inbound legs that led to a call. */
const depths = new WeakMap<CallRecord, number>();

/**
 * A call to an own number makes a second, inbound leg, which runs the flow of that number. Both legs end together. What is said
 * to one leg is spoken on the other, so that the two flows, or a person and a flow, hear each other.
 *
 * https://www.twilio.com/docs/voice/api/call-resource
 *
 * @param onAnswer called when the flow answers the inbound leg
 */
export function callOwnNumber(
  context: SimulatorContext,
  call: CallRecord,
  number: NumberRecord,
  onAnswer: () => void,
): void {
  const parent = context.calls.get(call.view.parentCallSid ?? '') ?? call;
  const depth = (depths.get(parent) ?? 0) + 1;
  if (depth > MAX_LEGS) {
    endCall(context, call, 'failed');
    return;
  }
  const leg = receiveCall(context, { from: call.view.from, number });
  depths.set(leg, depth);
  leg.far = call;
  call.far = leg;
  const endBoth = (): void => {
    const { status } = leg.view;
    endCall(context, call, status === 'busy' || status === 'failed' || status === 'no-answer' ? status : 'completed');
  };
  if (hasEnded(leg)) {
    endBoth();
    return;
  }
  leg.onAnswer.add(ifCurrent(call, onAnswer));
  leg.onEnd.add(endBoth);
  call.onEnd.add(() => {
    endCall(context, leg, leg.answeredAt === undefined ? 'no-answer' : 'completed');
  });
}
