import { isUrl } from './is-url';

/**
 * Whether a URL belongs to Twilio's API, over https. Only these URLs get the credentials of the account. The content
 * delivery network that Twilio redirects to does not need them.
 * https://www.twilio.com/docs/messaging/guides/how-to-receive-and-download-images-incoming-mms-messages
 */
export const isTwilioHost = ({ protocol, hostname, port, username }: URL): boolean =>
  protocol === 'https:' && port === '' && username === '' && /^(?:[a-z0-9-]+\.)+twilio\.com$/.test(hostname);

/**
 * The URL of a request to the REST API.
 * @param path a URL at twilio.com with or without `https://`, or a path of `api.twilio.com`
 * @returns `undefined` when it is not at Twilio
 */
export function twilioUrl(path: string): URL | undefined {
  const text = path.trim();
  const url = /^https?:\/\//i.test(text) ? text : `https://${text.startsWith('/') ? `api.twilio.com${text}` : text}`;
  const parsed = isUrl(url) ? new URL(url) : undefined;
  return parsed !== undefined && isTwilioHost(parsed) ? parsed : undefined;
}
