import type { SimulatedRelay } from './relays';

/** A ConversationRelay session with the simulator's own data. */
export interface RelayRecord {
  readonly sid: string;
  readonly view: SimulatedRelay;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
}

/** How a session ended. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#connect-action-url-callback */
export type RelayEnd =
  | { status: 'ended'; handoffData: string | undefined }
  | { status: 'failed'; code: RelayProblem; message: string }
  | { status: 'completed' };

/** The error codes of a session. https://www.twilio.com/docs/api/errors */
export type RelayProblem = 64102 | 64105 | 64106 | 64107;
