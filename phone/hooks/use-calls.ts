import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { actOnCall, placeCall, pressKeys, sendSpeech } from '../api/call-requests';
import { phaseOf, type PhoneCall } from '../model/call';
import { callingPhones, callsOf, hasStream, type CallingPhone } from '../state/calls';
import type { PhoneState } from '../state/phone-state';

/** What covers the conversation. `placing`: the call is not in the state yet. */
type Screen =
  | { kind: 'none' }
  | { kind: 'dial'; number: string }
  | { kind: 'placing'; to: string; known: ReadonlySet<string> }
  | { kind: 'call'; sid: string };

const NO_SCREEN: Screen = { kind: 'none' };

/** The calls of a phone, and the actions of the person. Actions do not throw: see `problem`. */
export interface Calls {
  /** The calls of this phone, newest first. */
  list: readonly PhoneCall[];
  /** The newest call of each other phone. */
  otherPhones: readonly CallingPhone[];
  /** The call on the screen. */
  shown: PhoneCall | undefined;
  /** The number that is being called, before there is a call. */
  placingTo: string | undefined;
  /** The number in the dial pad, when it is open. */
  dialPad: string | undefined;
  /** Calls in progress that are not on the screen, oldest first. */
  background: readonly PhoneCall[];
  /** Whether the call on the screen has a media stream. */
  hasStream: boolean;
  /** Whether the person is muted in the call on the screen. */
  muted: boolean;
  setMuted: (muted: boolean) => void;
  /** Why the last action failed, or empty. */
  problem: string;
  place: (to: string) => void;
  answer: (sid: string) => void;
  /** Ends the call, or declines it. */
  hangUp: (sid: string) => void;
  press: (sid: string, key: string) => void;
  say: (sid: string, text: string) => void;
  /** The person begins to speak. */
  beginToSpeak: (sid: string) => void;
  /** Shows a call. */
  open: (sid: string) => void;
  openDialPad: () => void;
  /** Shows the conversation again. A call continues. */
  close: () => void;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The calls of the chosen phone, and what the person does with them. */
export function useCalls(me: string, { calls, numbers, streams, connection }: PhoneState): Calls {
  const [chosen, setChosen] = useState({ me, screen: NO_SCREEN });
  const [problem, setProblem] = useState('');
  const [mutedCalls, setMutedCalls] = useState<ReadonlySet<string>>(new Set());
  const screen = chosen.me === me ? chosen.screen : NO_SCREEN;

  const list = useMemo(() => callsOf(me, calls.values()), [me, calls]);
  const otherPhones = useMemo(
    () => callingPhones(me, calls.values(), (number) => numbers.some((n) => n.phoneNumber === number)),
    [me, calls, numbers],
  );
  const live = list.filter((call) => phaseOf(call) !== 'ended').reverse();
  useKeepRinging(live, connection === 'connected');

  const opened =
    screen.kind === 'call'
      ? list.find(({ sid }) => sid === screen.sid)
      : screen.kind === 'placing'
        ? list.find((call) => call.inbound && call.to === screen.to && !screen.known.has(call.sid))
        : undefined;
  const isBusy = live.some((call) => phaseOf(call) !== 'incoming');
  // A ringing phone takes the whole screen, but not from another call or the dial pad.
  const shown = opened ?? (screen.kind === 'none' && !isBusy ? live[0] : undefined);

  const show = useCallback((next: Screen) => setChosen({ me, screen: next }), [me]);
  const run = (work: Promise<unknown>): void => {
    setProblem('');
    work.catch((error: unknown) => setProblem(textOf(error)));
  };

  // Keys are sent one after the other, so that they arrive in order.
  const lastKey = useRef<Promise<unknown>>(Promise.resolve());

  return {
    list,
    otherPhones,
    shown,
    placingTo: screen.kind === 'placing' && !opened ? screen.to : undefined,
    dialPad: screen.kind === 'dial' ? screen.number : undefined,
    background: live.filter((call) => call !== shown),
    hasStream: shown !== undefined && hasStream(shown.sid, streams.values()),
    muted: shown !== undefined && mutedCalls.has(shown.sid),
    setMuted(muted) {
      if (!shown) return;
      const others = [...mutedCalls].filter((sid) => sid !== shown.sid);
      setMutedCalls(new Set(muted ? [...others, shown.sid] : others));
    },
    problem,
    place(to) {
      const placing: Screen = { kind: 'placing', to, known: new Set(calls.keys()) };
      setProblem('');
      show(placing);
      /** Unless the person has opened something else. */
      const continueWith = (next: Screen): void =>
        setChosen((current) => (current.screen === placing ? { me, screen: next } : current));
      placeCall(me, to).then(
        (sid) => continueWith({ kind: 'call', sid }),
        (error: unknown) => {
          setProblem(textOf(error));
          continueWith({ kind: 'dial', number: to });
        },
      );
    },
    answer(sid) {
      show({ kind: 'call', sid });
      run(actOnCall(sid, 'answer'));
    },
    hangUp: (sid) => run(actOnCall(sid, 'hangup')),
    press(sid, key) {
      lastKey.current = lastKey.current.catch(() => undefined).then(() => pressKeys(sid, key));
      run(lastKey.current);
    },
    say: (sid, text) => run(sendSpeech(sid, text)),
    beginToSpeak: (sid) => run(actOnCall(sid, 'speaking')),
    open(sid) {
      setProblem('');
      show({ kind: 'call', sid });
    },
    openDialPad() {
      setProblem('');
      show({ kind: 'dial', number: '' });
    },
    close() {
      setProblem('');
      show(NO_SCREEN);
    },
  };
}

/** Turns off the simulator's automatic answer, because a person is at this phone. Once for each call. */
function useKeepRinging(live: readonly PhoneCall[], isConnected: boolean): void {
  const done = useRef(new Set<string>());
  useEffect(() => {
    if (!isConnected) return;
    for (const call of live) {
      if (phaseOf(call) !== 'incoming' || done.current.has(call.sid)) continue;
      done.current.add(call.sid);
      // A call that was answered or ended meanwhile is no problem.
      actOnCall(call.sid, 'ring').catch(() => undefined);
    }
  });
}
