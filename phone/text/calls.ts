import { phaseOf, resultOf, type PhoneCall } from '../model/call';
import { isNotTaken, type FlowDelivery } from '../model/flow-delivery';
import { durationText } from './dates';
import type { Strings } from './strings';

/** The kind of an ended call and its duration, such as `Outgoing · 0:42`, `Missed` or `No answer`. */
export function callSummary(call: PhoneCall, { calls }: Strings): string {
  const phase = phaseOf(call);
  if (phase !== 'ended') return phase === 'incoming' ? calls.ringsNow : calls.onCall;
  const result = resultOf(call);
  if (result !== 'completed') return calls.result[result];
  return calls.recentCall(call.inbound ? calls.outgoing : calls.incoming, durationText(call.duration ?? 0));
}

/** Which nodes took a call, or why none did: one text each. */
export function nodesText(delivery: FlowDelivery, { calls }: Strings): string[] {
  const { takenBy, filteredOut, elsewhere } = delivery;
  if (takenBy.length > 0) return [calls.takenBy(takenBy.map(({ name }) => name).join(', '))];
  return [
    ...(isNotTaken(delivery) ? [elsewhere.length > 0 ? calls.onlyElsewhere : calls.notTaken] : []),
    ...filteredOut.map(({ name, filter, secondOutput }) =>
      secondOutput ? calls.secondOutput(name, filter) : calls.filteredOut(name, filter),
    ),
  ];
}
