import type { RelayState } from '../../lib/calls/relay/relay-state';
import { number, text, type Params } from '../../lib/events/params';

/** How a conversation has ended: `msg.twilio.conversation`. */
export interface ConversationResult {
  /** `ended` by the flow, `completed` when the caller has hung up, `failed`. */
  status: string;
  sessionId?: string;
  /** In seconds. */
  duration?: number;
  /** What the flow has given with `msg.end`: an object when it is the JSON text of one. */
  handoffData?: unknown;
  errorCode?: number;
  errorMessage?: string;
  /** Who has ended it, when it was this node: `flow`, `silence` or `max-duration`. */
  reason?: string;
}

/** The object of a JSON text, else the text. */
function parsed(data: string): unknown {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : data;
  } catch {
    return data;
  }
}

/**
 * Reads the request that follows a conversation.
 * https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#action-url-parameters
 */
export function conversationResult(params: Params, state: RelayState | undefined): ConversationResult {
  const sessionId = text(params, 'SessionId');
  const duration = number(params, 'SessionDuration');
  // Twilio sends no HandoffData when the connection was lost before the end.
  const handoffData = text(params, 'HandoffData') ?? state?.handoffData;
  const errorCode = number(params, 'ErrorCode');
  const errorMessage = text(params, 'ErrorMessage');
  const reason = state?.endReason;
  return {
    status: text(params, 'SessionStatus') ?? 'failed',
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(duration === undefined ? {} : { duration }),
    ...(handoffData === undefined ? {} : { handoffData: parsed(handoffData) }),
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(errorMessage === undefined ? {} : { errorMessage }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** "Unable to connect to WebSocket URL" and "WebSocket ended". https://www.twilio.com/docs/api/errors/64102 */
const CONNECTION_ERRORS = new Set([64_102, 64_105]);

/**
 * Whether the same document may work when it is tried again. Other errors, such as an unknown voice, would occur again.
 */
export const isConnectionLost = ({ status, errorCode }: ConversationResult): boolean =>
  status === 'failed' && (errorCode === undefined || CONNECTION_ERRORS.has(errorCode));
