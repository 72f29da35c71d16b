import type { Assistant } from './assistant';
import { includesInput, type RelayOptions } from './options';
import type { Prompts } from './prompts';

/** What `ignoreBackchannel` ignores. The page has examples only. Whether it ignores them in a silence too is not settled. */
const BACKCHANNEL = /^(yeah|yep|uh[- ]?huh|ok|okay|m+[- ]?hm+|hm+|right)[.!]?$/i;

/** What a person does in a session: it interrupts the assistant, and is reported to the server. */
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
      // Before `interrupt`, as others have seen. That a key interrupts without `dtmfDetection` is not settled.
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
      // Whether it is an acknowledgement is known with the words only.
      if (options.ignoreBackchannel) return;
      // What cannot interrupt is not reported either, so that nothing begins.
      if (current !== undefined && !includesInput(current.interruptible, 'speech')) return;
      prompts.begin();
      assistant.interrupt();
    },
  };
}
