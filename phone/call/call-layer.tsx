import type { JSX } from 'preact';
import type { Calls } from '../hooks/use-calls';
import type { Sound } from '../hooks/use-sound';
import { contactOf, phaseOf } from '../model/call';
import type { AccountNumber } from '../model/message';
import type { CallStep } from '../state/call-steps';
import { callLabel } from '../text/labels';
import { t } from '../text/locale';
import { CallScreen } from './call-screen';
import { CallSteps } from './call-steps';
import { DialPad } from './dial-pad';
import { IncomingCall } from './incoming-call';
import { PlacingCall } from './placing-call';

/** What covers the conversation: the dial pad, a ringing phone, or a call. Null when nothing does. */
export function CallLayer(props: {
  calls: Calls;
  numbers: readonly AccountNumber[];
  sound: Sound;
  /** The steps of the call on the screen, when they are shown below it. */
  steps: readonly CallStep[] | undefined;
  onMessage: (contact: string) => void;
}): JSX.Element | null {
  const { calls, numbers, sound, steps } = props;
  const { shown, placingTo, dialPad } = calls;
  const isOwned = (number: string): boolean => numbers.some(({ phoneNumber }) => phoneNumber === number);

  if (shown) {
    const contact = contactOf(shown);
    const common = {
      label: callLabel(contact, numbers),
      kind: isOwned(contact) ? 'contact' : 'person',
      sound,
    } as const;
    if (phaseOf(shown) === 'incoming') {
      return (
        <IncomingCall
          {...common}
          number={contact}
          onAnswer={() => calls.answer(shown.sid)}
          onDecline={() => calls.hangUp(shown.sid)}
        />
      );
    }
    return (
      <CallScreen
        key={shown.sid}
        {...common}
        call={shown}
        calls={calls}
        onMessage={isOwned(contact) ? () => props.onMessage(contact) : undefined}
      >
        {steps && (
          <details class="steps-below">
            <summary>{t.calls.steps}</summary>
            <CallSteps steps={steps} call={shown} />
          </details>
        )}
      </CallScreen>
    );
  }
  if (placingTo !== undefined) return <PlacingCall number={placingTo} label={callLabel(placingTo, numbers)} />;
  if (dialPad === undefined) return null;
  return (
    <DialPad
      initial={dialPad}
      numbers={numbers}
      sound={sound.speaker}
      problem={calls.problem}
      onCall={calls.place}
      onClose={calls.close}
    />
  );
}
