import { keysTimeMs, playKeysToFarEnd, sayToFarEnd } from '../talk';
import type { CallRecord } from '../../model/call-records';
import type { SimulatorContext } from '../../model/context';
import type { RelayCommand } from './commands';
import type { InputMode, RelayOptions } from './options';
import { createSegments } from './segments';
import { createSpeaker, speech, type Utterance } from './speaker';
import { createRelayTranscript } from './transcript';

/** The simulator does not download audio. Every file has this duration. */
const PLAY_MS = 3000;
/** https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#play-media-message */
const MAX_LOOPS = 1000;
/** An incomplete clause is spoken when no token follows for this time. This is a rule of the simulator only. */
const QUIET_MS = 500;

/** What the assistant reports. */
export interface AssistantEvents {
  /** The assistant begins (true) or stops (false) to speak. */
  speaking(on: boolean): void;
  /** These words or keys were heard. */
  played(text: string): void;
  /** The assistant was interrupted. `text` is what was heard of the current piece, in `ms`. */
  interrupted(text: string, ms: number): void;
}

/** The voice of an assistant on a call. */
export interface Assistant {
  /** What is heard now. */
  current(): Utterance | undefined;
  greet(): void;
  text(command: RelayCommand & { type: 'text' }): void;
  play(command: RelayCommand & { type: 'play' }): void;
  digits(digits: string): void;
  /** The person interrupts. Speech that waits is dropped, as others have measured. */
  interrupt(): void;
  /** Stops without events. */
  stop(): void;
}

/** The assistant's voice in a call of `<ConversationRelay>`: it speaks, plays and presses what the server sends, one after the other. */
export function createAssistant(
  context: SimulatorContext,
  call: CallRecord,
  options: RelayOptions,
  events: AssistantEvents,
): Assistant {
  const { timers } = context;
  const transcript = createRelayTranscript(context, call);
  const segments = createSegments();
  let cycle = 0;
  let isNewCycle = true;
  let stopQuiet = (): void => undefined;
  let stopKeys = (): void => undefined;

  const speaker = createSpeaker(timers, {
    speaking: events.speaking,
    started(utterance) {
      call.audibleUntil.outbound = timers.now() + utterance.ms;
      transcript.started(utterance);
      if (utterance.kind === 'speech') sayToFarEnd(context, call, utterance.text.trim());
      if (utterance.kind === 'digits') stopKeys = playKeysToFarEnd(context, call, utterance.text);
    },
    heard(utterance, text) {
      if (utterance.kind === 'speech') transcript.heard(text);
    },
    played(utterance, text, isWhole) {
      call.audibleUntil.outbound = timers.now();
      if (!isWhole) stopKeys();
      if (utterance.kind === 'speech') for (const one of call.transcriptions) one.final('outbound_track', text.trim());
      transcript.played();
      // Others have seen this event for words and keys. It is not settled whether there is one for a `play`.
      if (utterance.kind !== 'play' && text !== '') events.played(text);
    },
  });

  // `true` means `any`, as in the attribute. It is not settled whether a message can allow more than the attribute does.
  const modeOf = (given: boolean | undefined): InputMode =>
    given === undefined ? options.interruptible : given ? 'any' : 'none';
  /** Begins a talk cycle, which stops what is preemptible. */
  const beginCycle = (): void => {
    cycle += 1;
    speaker.preempt();
  };

  return {
    current: speaker.current,
    greet() {
      const { greeting, greetingInterruptible: interruptible, preemptible } = options;
      const utterance = speech(greeting, { interruptible, preemptible, cycle });
      if (utterance !== undefined) speaker.add(utterance);
    },
    text({ token, last, interruptible, preemptible = options.preemptible }) {
      if (isNewCycle) beginCycle();
      isNewCycle = last;
      stopQuiet();
      const say = (piece: string): void => {
        const utterance = speech(piece, { interruptible: modeOf(interruptible), preemptible, cycle });
        if (utterance !== undefined) speaker.add(utterance);
      };
      for (const piece of segments.add(token)) say(piece);
      const flush = (): void => {
        say(segments.flush());
      };
      if (last) flush();
      else stopQuiet = timers.after(QUIET_MS, flush);
    },
    play({ source, loop, interruptible, preemptible = options.preemptible }) {
      beginCycle();
      isNewCycle = true;
      const ms = PLAY_MS * (loop === 0 ? MAX_LOOPS : Math.min(loop, MAX_LOOPS));
      speaker.add({ kind: 'play', text: source, ms, interruptible: modeOf(interruptible), preemptible, cycle });
    },
    digits(digits) {
      const ms = keysTimeMs(digits);
      const { interruptible } = options;
      speaker.add({ kind: 'digits', text: digits, ms, interruptible, preemptible: false, cycle });
    },
    interrupt() {
      stopQuiet();
      segments.clear();
      isNewCycle = true;
      const kind = speaker.current()?.kind;
      const heard = speaker.interrupt();
      if (heard === undefined) return;
      events.interrupted(kind === 'speech' ? heard.text : '', Math.round(heard.ms));
      transcript.interrupted();
      events.speaking(false);
    },
    stop() {
      stopQuiet();
      stopKeys();
      speaker.stop();
      transcript.played();
      call.audibleUntil.outbound = Math.min(call.audibleUntil.outbound, timers.now());
    },
  };
}
