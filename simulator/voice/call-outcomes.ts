import type { Answerer } from '../model/calls';

/**
 * Numbers that cannot be called, as with Twilio's test credentials, and the error code.
 * https://www.twilio.com/docs/iam/test-credentials#test-calls
 */
export const REJECTED_CALLEES: Readonly<Record<string, number>> = {
  '+15005550001': 21217, // not a valid number
  '+15005550002': 21214, // Twilio cannot route to it
  '+15005550003': 21215, // the account may not call this region
  '+15005550004': 21216, // blocked
};

/** Numbers that cannot call, as with Twilio's test credentials, and the error code. */
export const REJECTED_CALLERS: Readonly<Record<string, number>> = {
  '+15005550001': 21212, // not a valid number
};

/** The outcome of a call: what answers it, or how it ends. */
export type Outcome = { answered: Answerer } | { ends: 'busy' | 'no-answer' | 'failed' | 'canceled' };

/**
 * Test numbers with another outcome than an answer by a human. The last three digits of an unanswered one are its SIP
 * response code.
 */
export const OUTCOMES: Readonly<Record<string, Outcome>> = {
  '+15005550486': { ends: 'busy' },
  '+15005550480': { ends: 'no-answer' },
  '+15005550404': { ends: 'failed' },
  '+15005550487': { ends: 'canceled' },
  '+15005550201': { answered: 'machine' },
  '+15005550202': { answered: 'fax' },
  '+15005550203': { answered: 'unknown' },
};

/** The outcome of a call to this number. */
export function outcomeOf(number: string): Outcome {
  return (Object.hasOwn(OUTCOMES, number) ? OUTCOMES[number] : undefined) ?? { answered: 'human' };
}

/** The SIP response code of each final status. */
export const SIP_CODES = { completed: 200, busy: 486, 'no-answer': 480, failed: 404, canceled: 487 } as const;

/** The result of answering machine detection. */
export interface Detection {
  /** The `AnsweredBy` of the webhook. */
  answeredBy: string;
  /** The time from the answer to the result. */
  afterMs: number;
}

/**
 * What answering machine detection finds, and when.
 * https://www.twilio.com/docs/voice/answering-machine-detection
 *
 * @param mode `Enable`, or `DetectMessageEnd`, which waits for the beep of a machine
 */
export function detectionOf(answered: Answerer, mode: string, timeoutMs: number): Detection {
  switch (answered) {
    case 'human':
      return { answeredBy: 'human', afterMs: 2500 };
    case 'fax':
      return { answeredBy: 'fax', afterMs: 3000 };
    case 'unknown':
      return { answeredBy: 'unknown', afterMs: timeoutMs };
    default:
      return mode === 'DetectMessageEnd'
        ? { answeredBy: 'machine_end_beep', afterMs: Math.min(timeoutMs, 8000) }
        : { answeredBy: 'machine_start', afterMs: 3500 };
  }
}
