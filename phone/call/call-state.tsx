import type { JSX } from 'preact';
import { useElapsedSeconds } from '../hooks/use-elapsed';
import { phaseOf, resultOf, type PhoneCall } from '../model/call';
import { durationText } from '../text/dates';
import { t } from '../text/locale';

/** The state of a call in words, without its duration. */
export function stateText(call: PhoneCall): string {
  const phase = phaseOf(call);
  return phase === 'ended' ? t.calls.result[resultOf(call)] : t.calls.phase[phase];
}

/** The duration so far, or of the whole call. Empty before the answer. */
export function CallTime({ call }: { call: PhoneCall }): JSX.Element | null {
  const elapsed = useElapsedSeconds(call.answeredAt, call.sid);
  if (call.answeredAt === null) return null;
  return <span class="call-time">{durationText(call.duration ?? elapsed ?? 0)}</span>;
}

/** State and duration. Screen readers read changes of the state, but not each second. */
export function CallState({ call }: { call: PhoneCall }): JSX.Element {
  return (
    <p class="call-state" data-phase={phaseOf(call)}>
      <span role="status">{stateText(call)}</span>
      <CallTime call={call} />
    </p>
  );
}
