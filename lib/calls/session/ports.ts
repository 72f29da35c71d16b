import type { StepEvent } from '../../events/step';
import type { Store } from '../../store/store';
import type { Twiml } from '../../twiml/element';
import type { StepRequest, StepResult } from './step-plan';

/** What the URL of a step contains: `<publicUrl><path>/step?node=<nodeId>&n=<n>`. */
export interface StepAddress {
  nodeId: string;
  /** The number of the document that the URL is in. */
  n: number;
  leg?: string;
  /** How many times the caller has heard the hold sound since the last step. */
  hold?: number;
}

/** The clock and the timers. Tests have their own. */
export interface Clock {
  /** In milliseconds since 1970. */
  now(): number;
  /** @returns a function that cancels it */
  after(ms: number, run: () => void): () => void;
}

/** A message in a step. */
export interface Visit {
  /** The message that came into the step. `undefined` when it was lost with a restart. */
  msg: unknown;
  /** Twilio's request; absent when the end of the call was found out in another way. */
  event?: StepEvent;
}

/** A node that a call can be in, as the session sees it. */
export interface StepHandler {
  /** Whether Twilio still requests the step when the caller has hung up, as for a recording. */
  readonly hasResultAfterHangUp: boolean;
  /** What a request from Twilio means. An error that it throws is given to {@link fail}. */
  result(request: StepRequest, visit: Visit): StepResult;
  /** Sends the message on. */
  leave(visit: Visit, result: Extract<StepResult, { kind: 'leave' }>): void;
  /** The caller has hung up, and there is no result. */
  hungUp(visit: Visit): void;
  /** Reports an error to Catch, with the message. */
  fail(error: Error, visit: Visit): void;
}

/** What the sessions of an account need. */
export interface SessionPorts {
  /**
   * Answers the open request of a call.
   * @returns whether Twilio was waiting for it
   */
  answer(callSid: string, document: Twiml): boolean;
  /** Whether Twilio is waiting for the answer to a request of this call. */
  isOpen(callSid: string): boolean;
  /**
   * Replaces what a live call does. https://www.twilio.com/docs/voice/api/call-resource#update-a-call
   * @throws {TwilioError} `CALL_ENDED` when it is over; otherwise the error that Twilio returns
   */
  update(callSid: string, document: Twiml): Promise<unknown>;
  /** `undefined` when the account has no public URL. */
  urlOf(address: StepAddress): string | undefined;
  /** The URL for partial speech results. */
  partialUrlOf(address: StepAddress): string | undefined;
  /** The URL for WebSockets of a kind, with `wss:`. */
  socketUrlOf(kind: 'stream' | 'relay'): string | undefined;
  /** A deployed node; `undefined` when there is none with this id. */
  step(nodeId: string): StepHandler | undefined;
  /** The ids of the steps that a message can reach next from an output of a node. All outputs without `output`. */
  stepsBehind(nodeId: string, output?: number): ReadonlySet<string>;
  /** Where the calls that wait are kept for a restart. Without one, they are only in memory. */
  readonly store?: Store | undefined;
  clock: Clock;
  /** How long the flow must be quiet before a script is sent, in milliseconds. Default 50. */
  settleMs?: number;
  /** The URL of what the caller hears while the flow works, at most 2 seconds long. A pause without one. */
  holdUrl?(): string | undefined;
  /** How long the caller hears the hold sound, in milliseconds. Default 60,000. */
  patienceMs?(): number;
  /** A sentence for the log. */
  warn(text: string): void;
  /**
   * A session was created: its end must be found out, by {@link CallSessions.callEnded}.
   * @param isRestored whether it is from before a restart, so that its end may have been missed
   */
  started?(callSid: string, isRestored: boolean): void;
  /** A session was removed. */
  finished?(callSid: string): void;
  /** The number of calls that wait in the nodes has changed. */
  waitingChanged?(): void;
}
