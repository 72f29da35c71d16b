import type { EventOf, Kind } from '../events/kinds';
import type { Params } from '../events/params';
import { EMPTY_TWIML } from '../twiml/documents';
import type { PendingResponses } from './pending-responses';
import type { Answer, Subscription } from './subscribers';

/**
 * Calls one subscriber. An error goes to its `failed`, so that the other subscribers still get the event.
 * @returns what `work` returned; `undefined` after an error
 */
export function attempt<T>(subscriber: { failed(error: unknown): void }, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    try {
      subscriber.failed(error);
    } catch {
      // `failed` itself threw: there is nothing left to call.
    }
    return undefined;
  }
}

/** A trigger whose flow answers. */
interface FlowAnswer<K extends Kind> {
  subscriber: Subscription<K>;
  answer: Extract<Answer, { by: 'flow' }>;
}

/** An event of a delivery that was claimed. */
interface Delivered<K extends Kind> {
  /** The SID under which the delivery was claimed. */
  sid: string;
  event: EventOf[K];
  params: Params;
  parse(params: Params): EventOf[K];
}

/**
 * Answers Twilio for the triggers that accept an event. The first fixed document is sent at once, and the answer of a flow
 * is then too late. Without one, the response stays open for the flow, until the latest deadline of these triggers. Without
 * either, the answer is empty TwiML: a trigger without an answer of its own does not stop another one from answering.
 * @param accepting the triggers, in the order in which they subscribed
 */
export function answerFor<K extends Kind>(
  pendingResponses: PendingResponses,
  { sid, event, params, parse }: Delivered<K>,
  accepting: readonly Subscription<K>[],
): void {
  let document: string | undefined;
  const flows: FlowAnswer<K>[] = [];
  for (const subscriber of accepting) {
    const answer: Answer | undefined = attempt(subscriber, () => subscriber.answer(event));
    if (answer?.by === 'document') document ??= answer.twiml;
    else if (answer?.by === 'flow') flows.push({ subscriber, answer });
  }
  if (document !== undefined) {
    if (flows.length > 0) pendingResponses.takeFromFlow(sid);
    pendingResponses.answer(sid, document, true);
    return;
  }
  flows.sort((a, b) => b.answer.deadlineSeconds - a.answer.deadlineSeconds);
  const [latest] = flows;
  if (latest === undefined) {
    pendingResponses.answer(sid, EMPTY_TWIML);
    return;
  }
  // Copied now, because the flow can change the event.
  const asReceived = structuredClone(params);
  pendingResponses.keepOpen(
    sid,
    latest.answer.deadlineSeconds,
    (reason) => {
      for (const { subscriber, answer } of flows) {
        // A trigger with a late document is told by `late`.
        if (answer.late !== undefined) continue;
        attempt(subscriber, () => subscriber.missed?.(parse(structuredClone(asReceived)), reason));
      }
      return lateDocument(flows);
    },
    () => flows.every(({ subscriber }) => subscriber.isStopped?.(sid) === true),
  );
}

/** The document of the latest deadline that has one. `flows`: the latest deadline first. */
function lateDocument<K extends Kind>(flows: readonly FlowAnswer<K>[]): string {
  const decisive = flows.find(({ answer }) => answer.late !== undefined);
  return (decisive && attempt(decisive.subscriber, () => decisive.answer.late?.())) ?? EMPTY_TWIML;
}
