import type { Assistant } from './assistant';
import { includesInput, type RelayOptions } from './options';
import type { Prompts } from './prompts';

/** What `ignoreBackchannel` ignores. The page has examples only. It is not settled whether it does so in a silence too. */
const BACKCHANNEL = /^(yeah|yep|uh[- ]?huh|ok|okay|m+[- ]?hm+|hm+|right)[.!]?$/i;

/** The actions of a person in a session. They interrupt the assistant, and are reported to the server. */
export interface PersonInput {
  /** The person presses a key. */
  digit(key: string): void;
  /** The person speaks for `ms`. */
  speech(text: string, ms: number): void;
  /** The person begins to speak. The words follow. */
  speaking(): void;
}

/** @param sendDigit reports a key to the server */
export function createPersonInput(
  options: RelayOptions,
  assistant: Assistant,
  prompts: Prompts,
  sendDigit: (key: string) => void,
): PersonInput {
  return {
    digit(key) {
      const current = assistant.current();
      const interrupts = current !== undefined && includesInput(current.interruptible, 'dtmf');
      const isReported = current === undefined || interrupts || includesInput(options.reported, 'dtmf');
      // Before `interrupt`, as others have seen. It is not settled whether a key interrupts without `dtmfDetection`.
      if (options.dtmfDetection && isReported) sendDigit(key);
      if (interrupts) assistant.interrupt();
    },
    speech(text, ms) {
      const current = assistant.current();
      const isIgnored = current !== undefined && options.ignoreBackchannel && BACKCHANNEL.test(text);
      const interrupts = current !== undefined && !isIgnored && includesInput(current.interruptible, 'speech');
      const isReported =
        current === undefined || interrupts || (!isIgnored && includesInput(options.reported, 'speech'));
      prompts.begin();
      if (interrupts) assistant.interrupt();
      prompts.speech(text, ms, isReported);
    },
    speaking() {
      const current = assistant.current();
      // Only the words show whether it is a backchannel.
      if (options.ignoreBackchannel) return;
      // This speech does not interrupt. The prompt begins with its words.
      if (current !== undefined && !includesInput(current.interruptible, 'speech')) return;
      prompts.begin();
      // Only speech or audio that is heard can be interrupted. Words that are not heard yet are still spoken.
      if (current !== undefined) assistant.interrupt();
    },
  };
}
