import MessagingResponse = require('twilio/lib/twiml/MessagingResponse');
import type { Content } from './content';

/**
 * The TwiML document that replies to a message. Text and URLs are escaped.
 * https://www.twilio.com/docs/messaging/twiml/message
 */
export function messageTwiml({ body, mediaUrl = [] }: Content): string {
  const response = new MessagingResponse();
  const message = response.message('');
  if (body !== undefined) message.body(body);
  for (const url of mediaUrl) message.media(url);
  return response.toString();
}
