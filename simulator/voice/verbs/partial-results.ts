import { urlAttribute } from '../attributes';
import { postWebhook } from '../run-twiml';
import type { VerbStep } from '../../model/context';

/** The time between two partial results, in words of the speech. */
const WORDS_PER_RESULT = 2;

/** Sends partial results while the person speaks. */
export interface PartialResults {
  /**
   * The person speaks for `ms`.
   * @param before what the person has said before
   */
  speech(before: string, text: string, ms: number): void;
  /** The Gather has ended. Nothing more is sent. */
  stop(): void;
}

/**
 * Sends partial results of a Gather to its `partialResultCallback`, and ignores the responses. `UnstableSpeechResult` is what
 * was recognized so far. The page does not name other parameters; others have seen `StableSpeechResult`, `Stability` and
 * `SequenceNumber`. Here `StableSpeechResult` is the part that does not change any more, and the first number is 0.
 *
 * https://www.twilio.com/docs/voice/twiml/gather#partialresultcallback
 */
export function startPartialResults({ context, call, source, element }: VerbStep): PartialResults {
  const address = urlAttribute(source, element, 'partialResultCallback', 'partialResultCallbackMethod');
  const stops = new Set<() => void>();
  let sequence = 0;
  const post = (stable: string, unstable: string): void => {
    if (address === undefined) return;
    postWebhook(context, call, address, [
      ['StableSpeechResult', stable],
      ['UnstableSpeechResult', unstable],
      ['Stability', stable === '' ? '0.0' : '0.9'],
      ['Language', element.attributes['language'] ?? 'en-US'],
      ['SequenceNumber', String(sequence)],
    ]);
    sequence += 1;
  };
  return {
    speech(before, text, ms) {
      if (address === undefined) return;
      const words = text.split(' ');
      const join = (count: number): string =>
        [before, ...words.slice(0, count)].filter((part) => part !== '').join(' ');
      for (let count = WORDS_PER_RESULT; count < words.length; count += WORDS_PER_RESULT) {
        const stop = context.timers.after((ms * count) / words.length, () => {
          stops.delete(stop);
          // The last words may still change.
          post(join(count - WORDS_PER_RESULT), join(count));
        });
        stops.add(stop);
      }
      const stop = context.timers.after(ms, () => {
        stops.delete(stop);
        post(join(words.length), join(words.length));
      });
      stops.add(stop);
    },
    stop() {
      for (const stop of stops) stop();
      stops.clear();
    },
  };
}
