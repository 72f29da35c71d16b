import type { JSX } from 'preact';
import { HangUpIcon, KeypadIcon, MicrophoneIcon, SpeakerIcon } from '../components/call-icons';
import type { Sound } from '../hooks/use-sound';
import { t } from '../text/locale';

/** A round button with its name below. */
function Control(props: {
  id: string;
  label: string;
  /** Whether the button is on. Absent for a button that is not a switch. */
  on?: boolean;
  help?: string;
  expands?: string;
  onClick: () => void;
  children: JSX.Element;
}): JSX.Element {
  const { on, expands } = props;
  return (
    <button
      type="button"
      id={props.id}
      class="control"
      aria-pressed={expands === undefined ? on : undefined}
      aria-expanded={expands === undefined ? undefined : on}
      aria-controls={expands !== undefined && on === true ? expands : undefined}
      title={props.help}
      onClick={props.onClick}
    >
      <span class="control-icon">{props.children}</span>
      {props.label}
    </button>
  );
}

/** Mute, keypad, sound and hang-up. */
export function CallControls(props: {
  muted: boolean;
  onMute: (muted: boolean) => void;
  keypad: boolean;
  keypadId: string;
  onKeypad: (open: boolean) => void;
  sound: Sound;
  onHangUp: () => void;
}): JSX.Element {
  const { muted, keypad, sound } = props;
  return (
    <div class="controls">
      <Control id="mute" label={t.calls.mute} on={muted} onClick={() => props.onMute(!muted)}>
        <MicrophoneIcon size={24} off={muted} />
      </Control>
      <Control
        id="show-keypad"
        label={t.calls.keypad}
        on={keypad}
        expands={props.keypadId}
        onClick={() => props.onKeypad(!keypad)}
      >
        <KeypadIcon size={24} />
      </Control>
      <Control
        id="speaker"
        label={t.calls.sound}
        on={sound.speaker}
        help={t.calls.soundHelp}
        onClick={() => sound.setSpeaker(!sound.speaker)}
      >
        <SpeakerIcon size={24} off={!sound.speaker} />
      </Control>
      <button type="button" id="hang-up" class="control hang-up" onClick={props.onHangUp}>
        <span class="control-icon">
          <HangUpIcon />
        </span>
        {t.calls.hangUp}
      </button>
    </div>
  );
}
