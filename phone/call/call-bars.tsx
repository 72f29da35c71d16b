import type { JSX } from 'preact';
import { CallIcon, HangUpIcon } from '../components/call-icons';
import type { Calls } from '../hooks/use-calls';
import { contactOf, phaseOf, type PhoneCall } from '../model/call';
import type { AccountNumber } from '../model/message';
import { callLabel } from '../text/labels';
import { t } from '../text/locale';
import { CallTime, stateText } from './call-state';

function IncomingBar(props: { call: PhoneCall; label: string; calls: Calls }): JSX.Element {
  const { call, label, calls } = props;
  return (
    <div class="call-bar incoming-bar" data-call={call.sid} role="group" aria-label={t.calls.incomingFrom(label)}>
      <span class="call-bar-text">
        <strong>{label}</strong>
        {t.calls.incomingCall}
      </span>
      <button
        type="button"
        class="round-button hang-up"
        aria-label={t.calls.declineCall(label)}
        onClick={() => calls.hangUp(call.sid)}
      >
        <HangUpIcon size={22} />
      </button>
      <button
        type="button"
        class="round-button accept"
        aria-label={t.calls.answerCall(label)}
        onClick={() => calls.answer(call.sid)}
      >
        <CallIcon />
      </button>
    </div>
  );
}

/** Calls in progress that are not on the screen: a second call that waits, or a call to return to. */
export function CallBars({ calls, numbers }: { calls: Calls; numbers: readonly AccountNumber[] }): JSX.Element {
  return (
    <>
      {calls.background.map((call) => {
        const label = callLabel(contactOf(call), numbers);
        if (phaseOf(call) === 'incoming') return <IncomingBar key={call.sid} call={call} label={label} calls={calls} />;
        return (
          <button
            key={call.sid}
            type="button"
            class="call-bar return-bar"
            data-call={call.sid}
            onClick={() => calls.open(call.sid)}
          >
            <CallIcon size={18} />
            <span class="call-bar-text">
              <strong>{label}</strong>
              {t.calls.returnToCall}
            </span>
            {call.answeredAt === null ? <span>{stateText(call)}</span> : <CallTime call={call} />}
          </button>
        );
      })}
    </>
  );
}
