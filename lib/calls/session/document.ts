import { element, escapeXml, type Twiml } from '../../twiml/element';

/** How long the hold sound is when the account has none, in seconds. */
const HOLD_SECONDS = 2;

/** A document of these verbs. */
export const documentOf = (...verbs: readonly Twiml[]): Twiml =>
  ['<?xml version="1.0" encoding="UTF-8"?>', element('Response', {}, ...verbs)].join('');

/** Ends a call. https://www.twilio.com/docs/voice/twiml/hangup */
export const HANGUP_DOCUMENT = documentOf(element('Hangup'));

/** Lets Twilio come back. https://www.twilio.com/docs/voice/twiml/redirect */
export const redirectTo = (url: string): Twiml => element('Redirect', { method: 'POST' }, escapeXml(url));

/** What the caller hears while the flow works. Twilio comes back after it. */
export const holdDocument = (holdUrl: string | undefined, url: string): Twiml =>
  documentOf(
    holdUrl === undefined || holdUrl === ''
      ? element('Pause', { length: HOLD_SECONDS })
      : element('Play', {}, escapeXml(holdUrl)),
    redirectTo(url),
  );
