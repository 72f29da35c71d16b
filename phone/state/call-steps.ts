import type { CallLine, CallRequest, PhoneCall } from '../model/call';
import type { FlowDelivery } from '../model/flow-delivery';

/** A step of a call: a line of the transcript, a webhook, or a change of the call. Times are milliseconds since 1970. */
export type CallStep =
  | { id: string; at: number; kind: 'line'; line: CallLine }
  | { id: string; at: number; kind: 'request'; request: CallRequest; delivery: FlowDelivery | undefined }
  | { id: string; at: number; kind: 'started' | 'answered' | 'ended' };

/** The steps of a call, oldest first. At the same time, a line comes before the webhook that it causes. */
export function stepsOf(call: PhoneCall, requests: readonly CallRequest[]): CallStep[] {
  const { sid, delivery } = call;
  const steps: CallStep[] = [
    { id: `${sid} started`, at: call.at, kind: 'started' },
    ...call.lines.map((line, i): CallStep => ({
      id: `${sid} line ${String(line.at)} ${String(i)}`,
      at: line.at,
      kind: 'line',
      line,
    })),
    ...requests.map((request, i): CallStep => ({
      id: request.sid,
      at: request.at,
      kind: 'request',
      request,
      // The simulator reports which nodes received the first webhook.
      delivery: i === 0 ? delivery : undefined,
    })),
  ];
  if (call.answeredAt !== null) steps.push({ id: `${sid} answered`, at: call.answeredAt, kind: 'answered' });
  if (call.endedAt !== null) steps.push({ id: `${sid} ended`, at: call.endedAt, kind: 'ended' });
  return steps.sort((a, b) => a.at - b.at || rankOf(a) - rankOf(b));
}

const RANKS = { started: 0, answered: 1, line: 2, request: 3, ended: 4 };

function rankOf({ kind }: CallStep): number {
  return RANKS[kind];
}
