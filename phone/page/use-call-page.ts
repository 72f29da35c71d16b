import { useMemo } from 'preact/hooks';
import { useCalls, type Calls } from '../hooks/use-calls';
import { useRinging, useSound, type Sound } from '../hooks/use-sound';
import { phaseOf } from '../model/call';
import { requestsOf } from '../state/calls';
import { stepsOf, type CallStep } from '../state/call-steps';
import type { PhoneState } from '../state/phone-state';

/** What the page shows of calls. */
export interface CallPage {
  calls: Calls;
  sound: Sound;
  /** Changes with what covers the conversation. Undefined when nothing does. */
  layer: string | undefined;
  /** The phone rings: a call on the screen, or one that waits. */
  rings: boolean;
  /** The phone rings on the whole screen. */
  ringsOnScreen: boolean;
  /** The steps of the call on the screen. */
  steps: readonly CallStep[] | undefined;
}

/** The calls of the page, their sounds, and the steps of the call on the screen. */
export function useCallPage(me: string, phone: PhoneState): CallPage {
  const calls = useCalls(me, phone);
  const sound = useSound();
  const { shown, background, placingTo, dialPad } = calls;
  const phase = shown && phaseOf(shown);
  const ringsOnScreen = phase === 'incoming';
  const rings = ringsOnScreen || background.some((call) => phaseOf(call) === 'incoming');
  useRinging(rings, phase === 'calling', sound);

  const { requests } = phone;
  const hasSteps = shown !== undefined && !ringsOnScreen;
  const steps = useMemo(
    () => (shown && hasSteps ? stepsOf(shown, requestsOf(shown, requests.values())) : undefined),
    [shown, hasSteps, requests],
  );
  const layer = shown
    ? `${shown.sid} ${ringsOnScreen ? 'rings' : ''}`
    : (placingTo ?? (dialPad === undefined ? undefined : 'dial pad'));
  return { calls, sound, layer, rings, ringsOnScreen, steps };
}
