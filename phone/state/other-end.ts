import type { CallLine, PhoneCall } from '../model/call';

/** Two transcripts can have the same words at slightly different times. */
const SAME_WORDS_MS = 1000;

/** Calls that the flow has connected to this one: the one that dialled it, and those that it dialled. */
function connectedCalls(call: PhoneCall, calls: Iterable<PhoneCall>): PhoneCall[] {
  return [...calls].filter(
    (other) =>
      other.answeredAt !== null &&
      other.sid !== call.sid &&
      (other.sid === call.parentSid || other.parentSid === call.sid),
  );
}

/** What the person at the other end says, while both calls are answered. */
export function wordsOfOthers(call: PhoneCall, calls: Iterable<PhoneCall>): CallLine[] {
  return connectedCalls(call, calls).flatMap((other) => {
    const since = Math.max(call.answeredAt ?? Infinity, other.answeredAt ?? Infinity);
    const until = Math.min(call.endedAt ?? Infinity, other.endedAt ?? Infinity);
    return other.lines
      .filter(({ who, verb, at }) => who === 'person' && verb === 'Speech' && at >= since && at <= until)
      .filter((words) => !call.lines.some((line) => line.who !== 'person' && isSame(line, words)))
      .map((words) => ({ ...words, who: 'other' as const }));
  });
}

function isSame(a: CallLine, b: CallLine): boolean {
  return a.text === b.text && Math.abs(a.at - b.at) < SAME_WORDS_MS;
}
