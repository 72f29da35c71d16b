import type { Json } from '../../store/store';
import type { Twiml } from '../../twiml/element';
import type { SocketEnd, WaitPlan } from './step-plan';

/** What Twilio does with a call. */
export type Phase =
  /** It waits for the answer to a request. */
  | 'open'
  /** It runs a document of ours, and Twilio requests a step after it. */
  | 'returning'
  /** It runs a document after which Twilio requests no step. */
  | 'elsewhere'
  /** The call has ended. A last request may come. */
  | 'ended';

/** The message that waits in a step. */
export interface Waiting {
  nodeId: string;
  /** `undefined` when it was lost with a restart. */
  msg: unknown;
  /** Until the verb is sent. */
  plan?: WaitPlan | undefined;
  state: Json | undefined;
  /** The WebSocket of the step: whether it is open, or how it has ended. */
  socket?: 'open' | SocketEnd;
}

/** The document that the request with a number got. */
interface GivenAnswer {
  n: number;
  document: Twiml;
}

const DEFAULT_DEADLINE_SECONDS = 10;

const NONE: ReadonlySet<string> = new Set();

/** The state of one live call. Thousands of calls may wait, so it is small. */
export class CallSession {
  /** The number of the last document. Its URLs contain it. */
  n = 0;
  phase: Phase;
  /** The verbs that Twilio has not fetched yet. */
  script: Twiml = '';
  waiting: Waiting | undefined;
  /** The node that the call is in. */
  nodeId: string;
  /** The message that the flow works on. */
  msg: unknown;
  /** Whether the message that waits was lost with a restart. */
  isLost = false;
  /** Whether it is from before a restart, and Twilio has sent no request for it since. */
  isRestored = false;
  /** Whether the store has a record of it. */
  isStored = false;
  /** Whether the document that is written next is the last one. */
  isEnding = false;
  /** Since when the message waits, in milliseconds since 1970. */
  waitingSince: number | undefined;
  /** Since when Twilio waits for the flow, in milliseconds. */
  idleSince: number | undefined;
  /** How many times Twilio was told to come back to the same place: after the hold sound, or after an interruption. */
  holds = 0;
  /** Whether another node has said or played something since Twilio got the verb of the step that waits. */
  wasInterrupted = false;
  /** How long a request waits for the flow. Twilio waits 15 seconds. */
  deadlineSeconds = DEFAULT_DEADLINE_SECONDS;
  stepsSinceRequest = 0;
  /** Cancels the timer that sends the script. */
  cancelSettle: (() => void) | undefined;
  /** The last write to the store, until it has ended. */
  write: Promise<void> | undefined;
  /** The version of what this process wrote last. `undefined` when that failed, and after a restart. */
  version: string | undefined;
  /** The last two documents, for repeated requests. */
  private last: GivenAnswer | undefined;
  private earlier: GivenAnswer | undefined;
  /** The steps on other paths of the flow, which a message that left the trigger or a step may still reach. */
  private branches = NONE;
  /** The steps that can be reached next from the steps of the script. */
  private ahead = NONE;

  constructor(
    readonly callSid: string,
    nodeId: string,
    phase: Phase,
  ) {
    this.nodeId = nodeId;
    this.phase = phase;
  }

  /** Whether the verb of the step that waits was not sent yet. */
  get isWaitNew(): boolean {
    return this.waiting?.plan !== undefined;
  }

  /** Whether Twilio has the verb of the step that waits. */
  get isAsking(): boolean {
    return this.isLost || (this.waiting !== undefined && !this.isWaitNew);
  }

  /** Whether there is something that Twilio has to get. */
  get hasNews(): boolean {
    return this.script !== '' || this.isWaitNew || this.isEnding;
  }

  /** Whether the flow can reach a step after those of the script. */
  get canGoOn(): boolean {
    return this.ahead.size > 0;
  }

  /** Whether the flow can reach no further step. */
  get isComplete(): boolean {
    return this.ahead.size === 0 && this.branches.size === 0;
  }

  /** A message has left the trigger or step that the call was in. */
  left(steps: ReadonlySet<string>): void {
    this.branches = steps;
    this.ahead = NONE;
  }

  /** A message has also left another trigger that takes the same call. */
  alsoLeft(steps: ReadonlySet<string>): void {
    this.branches = new Set([...this.branches, ...steps]);
  }

  /** The messages of the call can be anywhere in the flow. */
  leftUnknown(): void {
    this.ahead = ANYWHERE;
  }

  /**
   * A message has reached a step. The other steps that it could have reached instead, such as those after a switch
   * node, are branches from now on: they do not let Twilio come back.
   * @param steps that it can reach after it
   */
  reached(nodeId: string, steps: ReadonlySet<string>): void {
    this.branches = without(this.branches, nodeId);
    if (this.ahead.has(nodeId)) {
      this.branches = new Set([...this.branches, ...without(this.ahead, nodeId)]);
      this.ahead = steps;
    } else {
      this.ahead = this.ahead.size === 0 ? steps : new Set([...this.ahead, ...steps]);
    }
  }

  /** The script was sent, as a document of its own. */
  sent(nodeId: string, phase: Phase): void {
    this.n += 1;
    this.nodeId = nodeId;
    this.phase = phase;
    this.script = '';
    this.isEnding = false;
    this.idleSince = undefined;
    this.holds = 0;
    this.wasInterrupted = false;
  }

  /** Keeps the document that the request with a number got. */
  remember(n: number, document: Twiml): void {
    this.earlier = this.last;
    this.last = { n, document };
  }

  /** The document that the request with a number got, when it is one of the last. */
  answerTo(n: number): Twiml | undefined {
    return (this.earlier?.n === n ? this.earlier : this.last?.n === n ? this.last : undefined)?.document;
  }

  /** The document that Twilio runs, or has run. */
  get document(): Twiml | undefined {
    return this.answerTo(this.n - 1);
  }

  /** For the store. */
  get lastAnswers(): (readonly [n: number, document: Twiml])[] {
    return [this.earlier, this.last].flatMap((answer) => (answer ? [[answer.n, answer.document] as const] : []));
  }
}

const ANYWHERE: ReadonlySet<string> = new Set(['']);

const without = (steps: ReadonlySet<string>, nodeId: string): ReadonlySet<string> => {
  if (!steps.has(nodeId)) return steps;
  const rest = new Set(steps);
  rest.delete(nodeId);
  return rest.size === 0 ? NONE : rest;
};
