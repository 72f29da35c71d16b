import type { ComponentChildren, JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { playKeyTone } from '../audio/tones';
import { Avatar } from '../components/avatar';
import { HideIcon } from '../components/call-icons';
import type { Calls } from '../hooks/use-calls';
import type { Sound } from '../hooks/use-sound';
import { contactOf, phaseOf, type PhoneCall } from '../model/call';
import { captionsOf, nowPlaying } from '../state/captions';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';
import { CallControls } from './call-controls';
import { CallState } from './call-state';
import { Captions } from './captions';
import { EndedControls } from './ended-controls';
import { Keypad } from './keypad';
import { Playing } from './playing';
import { SayForm } from './say-form';
import { StreamAudioBar } from './stream-audio-bar';
import { useCallVoice } from './use-call-voice';
import { useKeyboardKeys } from './use-keyboard-keys';

const KEYPAD_ID = 'call-keypad';

/** A call: who it is, what is said, the keypad, the field for the person's words, and the buttons. */
export function CallScreen(props: {
  call: PhoneCall;
  label: string;
  kind: 'person' | 'contact';
  calls: Calls;
  sound: Sound;
  /** Opens the conversation with the contact. Absent for a number that the account does not own. */
  onMessage: (() => void) | undefined;
  /** The steps, when there is no room for them beside the phone. */
  children: ComponentChildren;
}): JSX.Element {
  const { call, label, calls, sound } = props;
  const [keypad, setKeypad] = useState(false);
  const phase = phaseOf(call);
  const contact = contactOf(call);
  const captions = useMemo(() => captionsOf(call), [call]);
  const playing = nowPlaying(call);
  const isActive = phase === 'active';
  const isEnded = phase === 'ended';

  useCallVoice(call, captions, sound.speaker);
  const press = (key: string): void => {
    if (sound.speaker) playKeyTone(key);
    calls.press(call.sid, key);
  };
  useKeyboardKeys(isActive, press);

  return (
    <section
      class="call-layer call-screen"
      id="call-screen"
      data-call={call.sid}
      data-phase={phase}
      aria-label={t.calls.callWith(label)}
      tabIndex={-1}
      data-autofocus
    >
      <header class="call-head">
        {!isEnded && (
          <button
            type="button"
            id="hide-call"
            class="icon-button"
            aria-label={t.calls.hideCall}
            title={t.calls.hideCall}
            onClick={calls.close}
          >
            <HideIcon />
          </button>
        )}
        <Avatar of={contact} kind={props.kind} />
        <div class="call-head-text">
          <h2>
            <bdi>{label}</bdi>
          </h2>
          {label !== formatNumber(contact) && <p>{formatNumber(contact)}</p>}
          <CallState call={call} />
        </div>
      </header>
      <Captions captions={captions} contact={label} active={isActive} />
      {playing && <Playing key={playing.id} audio={playing} sound={sound.speaker} />}
      {props.children}
      {calls.problem !== '' && (
        <p class="field-error call-problem" role="alert">
          {calls.problem}
        </p>
      )}
      {isActive && call.waitingFor && call.waitingFor !== 'stream' && (
        <p class="waiting-for" role="status">
          {t.calls.waitingFor[call.waitingFor]}
        </p>
      )}
      <StreamAudioBar callSid={call.sid} active={isActive && calls.hasStream} muted={calls.muted} />
      {isActive && keypad && <Keypad id={KEYPAD_ID} onKey={press} />}
      {isActive && (
        <SayForm
          muted={calls.muted}
          onBegin={() => {
            if (call.waitingFor === 'conversation') calls.beginToSpeak(call.sid);
          }}
          onSay={(text) => calls.say(call.sid, text)}
        />
      )}
      {isEnded ? (
        <EndedControls
          onCallAgain={props.onMessage && (() => calls.place(contact))}
          onMessage={props.onMessage}
          onClose={calls.close}
        />
      ) : (
        <CallControls
          muted={calls.muted}
          onMute={calls.setMuted}
          keypad={keypad && isActive}
          keypadId={KEYPAD_ID}
          onKeypad={setKeypad}
          sound={sound}
          onHangUp={() => calls.hangUp(call.sid)}
        />
      )}
    </section>
  );
}
