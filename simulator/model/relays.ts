/** A ConversationRelay session as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedRelay {
  /** `VX` and 32 hex digits, the `sessionId` of the `setup` message. */
  sid: string;
  callSid: string;
  /** Without credentials and query. */
  url: string;
  /** `in-progress`, or the `SessionStatus` of the action request. */
  status: 'in-progress' | 'ended' | 'failed' | 'completed';
  customParameters: Record<string, string>;
  ttsLanguage: string;
  transcriptionLanguage: string;
  /** True while the assistant is heard. */
  speaking: boolean;
  /** The number of whole prompts that were sent to the server. */
  prompts: number;
  /** The number of times that the person has interrupted the assistant. */
  interruptions: number;
  /** The number of times that the connection was lost and was tried again, with `applicationReconnect`. */
  reconnections: number;
  /** The first error, with Twilio's code first. */
  error: string | null;
  dateCreated: string;
  dateUpdated: string;
}
