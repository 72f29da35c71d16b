/**
 * Numbers that a call to is refused for: those of Twilio's test credentials.
 * https://www.twilio.com/docs/iam/test-credentials#test-calls
 */
export const REJECTED_CALLEES: Readonly<Record<string, number>> = {
  '+15005550001': 21217, // no valid number
  '+15005550002': 21214, // Twilio cannot route to it
  '+15005550003': 21215, // the account may not call this region
  '+15005550004': 21216, // blocked
};

/** Callers that Twilio's test credentials refuse. */
export const REJECTED_CALLERS: Readonly<Record<string, number>> = {
  '+15005550001': 21212, // no valid number
};

/** What becomes of a call. `answered` names what picks up. */
export type Outcome =
  { answered: 'human' | 'machine' | 'fax' | 'unknown' } | { ends: 'busy' | 'no-answer' | 'failed' | 'canceled' };

/**
 * Numbers that decide what becomes of a call to them. Where a call is not answered, the last three digits are the SIP
 * response code that goes with it. Every other number is answered by a human.
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

/** What becomes of a call to this number. */
export function outcomeOf(number: string): Outcome {
  return (Object.hasOwn(OUTCOMES, number) ? OUTCOMES[number] : undefined) ?? { answered: 'human' };
}

/** The SIP response code of each way to end. */
export const SIP_CODES = { completed: 200, busy: 486, 'no-answer': 480, failed: 404, canceled: 487 } as const;

/** What answering machine detection finds out, and after how many milliseconds. */
export interface Detection {
  answeredBy: string;
  after: number;
}

/**
 * https://www.twilio.com/docs/voice/answering-machine-detection
 * @param mode `Enable`, or `DetectMessageEnd`, which waits for the beep of a machine
 */
export function detectionOf(
  answered: 'human' | 'machine' | 'fax' | 'unknown',
  mode: string,
  timeout: number,
): Detection {
  switch (answered) {
    case 'human':
      return { answeredBy: 'human', after: 2500 };
    case 'fax':
      return { answeredBy: 'fax', after: 3000 };
    case 'unknown':
      return { answeredBy: 'unknown', after: timeout };
    default:
      return mode === 'DetectMessageEnd'
        ? { answeredBy: 'machine_end_beep', after: Math.min(timeout, 8000) }
        : { answeredBy: 'machine_start', after: 3500 };
  }
}
