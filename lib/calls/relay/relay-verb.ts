import { element, EMPTY, type Twiml } from '../../twiml/element';
import type { SocketAddress } from '../session/step-plan';
import type { RelayOptions } from './relay-attributes';

/**
 * Connects a call to ConversationRelay. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay
 *
 * The SDK's `VoiceResponse` is not used, because its types have some attributes in lower case.
 * @param action the URL that Twilio requests when the conversation has ended
 * @param socket where Twilio opens the WebSocket
 */
export function relayVerb(
  action: string,
  socket: SocketAddress,
  { attributes, languages, parameters }: RelayOptions,
): Twiml {
  const parameter = ([name, value]: [string, string]): Twiml =>
    element('Parameter', { name, value: value === '' ? EMPTY : value });
  return element(
    'Connect',
    { action, method: 'POST' },
    element(
      'ConversationRelay',
      { url: socket.url, ...attributes },
      ...languages.map((language) => element('Language', language)),
      ...Object.entries({ ...parameters, ...socket.parameters }).map(parameter),
    ),
  );
}
