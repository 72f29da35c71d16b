import type { JSX } from 'preact';
import { Avatar } from '../components/avatar';
import { BellIcon, CallIcon, HangUpIcon } from '../components/call-icons';
import type { Sound } from '../hooks/use-sound';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';

/** The phone rings. */
export function IncomingCall(props: {
  number: string;
  label: string;
  kind: 'person' | 'contact';
  sound: Sound;
  onAnswer: () => void;
  onDecline: () => void;
}): JSX.Element {
  const { number, label, sound } = props;
  const formatted = formatNumber(number);
  return (
    <section
      class="call-layer incoming-call"
      id="incoming-call"
      aria-label={t.calls.incomingFrom(label)}
      tabIndex={-1}
      data-autofocus
    >
      <div class="call-tools">
        <button
          type="button"
          id="mute-ring"
          class="icon-button"
          aria-label={sound.ringtone ? t.calls.muteRing : t.calls.unmuteRing}
          title={sound.ringtone ? t.calls.muteRing : t.calls.unmuteRing}
          onClick={() => sound.setRingtone(!sound.ringtone)}
        >
          <BellIcon off={!sound.ringtone} />
        </button>
      </div>
      <div class="call-who">
        <span class="ringing-avatar">
          <Avatar of={number} kind={props.kind} />
        </span>
        <h2>{label}</h2>
        {label !== formatted && <p>{formatted}</p>}
        <p class="call-state" data-phase="incoming">
          {t.calls.incomingCall}
        </p>
        {sound.ringtone && !sound.unlocked && <p class="ring-silent">{t.calls.ringSilent}</p>}
      </div>
      <div class="controls">
        <button type="button" id="decline" class="control hang-up" onClick={props.onDecline}>
          <span class="control-icon">
            <HangUpIcon />
          </span>
          {t.calls.decline}
        </button>
        <button type="button" id="answer" class="control accept" onClick={props.onAnswer}>
          <span class="control-icon">
            <CallIcon size={26} />
          </span>
          {t.calls.answer}
        </button>
      </div>
    </section>
  );
}
