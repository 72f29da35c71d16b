import { phaseOf, resultOf, type Delivery, type PhoneCall } from '../model/call';
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

/** Which nodes took a webhook, and why others did not: one text each. */
export function nodesText({ takenBy, filteredOut }: Delivery, { calls }: Strings): string[] {
  const names = takenBy.map(({ name }) => name).join(', ');
  return [
    ...(names === '' ? [] : [calls.takenBy(names)]),
    ...filteredOut.map(({ name, filter }) => calls.filteredOut(name, filter)),
  ];
}
