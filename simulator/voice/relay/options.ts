import type { FormPairs } from '../../model/webhooks';

/** What a caller can interrupt with, or what is reported. */
export type InputMode = 'none' | 'dtmf' | 'speech' | 'any';

export const INPUT_MODES: readonly InputMode[] = ['none', 'dtmf', 'speech', 'any'];

/** True when the mode includes this kind of input. */
export function includesInput(mode: InputMode, kind: 'dtmf' | 'speech'): boolean {
  return mode === 'any' || mode === kind;
}

/** What `events` can subscribe to. */
export type RelayEvents = 'speaker-events' | 'tokens-played';

/** The options of a session. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay */
export interface RelayOptions {
  url: string;
  parameters: FormPairs;
  /** Empty without a greeting. */
  greeting: string;
  greetingInterruptible: InputMode;
  interruptible: InputMode;
  preemptible: boolean;
  /** What is reported while the assistant speaks and is not interrupted. */
  reported: InputMode;
  dtmfDetection: boolean;
  partialPrompts: boolean;
  ignoreBackchannel: boolean;
  /** The silence after which a prompt is complete, in milliseconds. */
  pauseMs: number;
  ttsLanguage: string;
  transcriptionLanguage: string;
  events: ReadonlySet<RelayEvents>;
  /** Whether a connection that is lost is opened again. */
  reconnects: boolean;
  /** Why the providers do not work together. The session fails with it. */
  invalidArgument: string | undefined;
}

/**
 * The `lang` of a prompt. With `multi` it is the language that was detected, without its region. The simulator detects
 * nothing, and takes English. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#automatic-language-detection
 */
export function promptLanguage(transcriptionLanguage: string): string {
  return transcriptionLanguage === 'multi' ? 'en' : transcriptionLanguage;
}
