import type { SocketKind } from '../webhooks/sockets/call-socket';
import { isObject, textMember } from '../validation/objects';

/** The first message of a WebSocket about a call. */
export interface SocketStart {
  callSid: string;
  /** Empty when Twilio has not sent it. */
  accountSid: string;
  /** Of ConversationRelay: stays the same when Twilio opens a lost socket again. Empty for a stream. */
  sessionId: string;
  /** The `<Parameter>` elements of the TwiML. */
  parameters: Readonly<Record<string, string>>;
  /** The `start` of a `start` message, or the whole `setup` message. */
  details: Readonly<Record<string, unknown>>;
}

/** The values of an object that are texts. */
const texts = (value: unknown): Record<string, string> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};

/**
 * Reads the message that says which call a socket belongs to.
 *
 * - Media Streams: `connected`, then `start`. https://www.twilio.com/docs/voice/media-streams/websocket-messages#start-message
 * - ConversationRelay: `setup`. https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#setup-message
 *
 * @returns `connected` for the message before it; `undefined` when the message is neither
 */
export function readStart(kind: SocketKind, text: string): SocketStart | 'connected' | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(message)) return undefined;
  if (kind === 'stream' && message['event'] === 'connected') return 'connected';
  const isStart = kind === 'stream' ? message['event'] === 'start' : message['type'] === 'setup';
  const details = kind === 'stream' ? message['start'] : message;
  if (!isStart || !isObject(details)) return undefined;
  const callSid = textMember(details, 'callSid');
  if (callSid === '') return undefined;
  return {
    callSid,
    accountSid: textMember(details, 'accountSid'),
    sessionId: kind === 'relay' ? textMember(details, 'sessionId') : '',
    parameters: texts(details['customParameters']),
    details,
  };
}
