import type { Params } from '../events/params';

/** What is shown instead of a secret. */
export const MASK = '***';

/** Parameters of requests to Twilio that are secret: keys that a call presses, codes of Verify, passwords of SIP. */
const SECRET_NAME = /^(?:SendDigits|Code|CustomCode)$|(?:password|secret|token)$/i;

/** What a caller has entered or said. https://www.twilio.com/docs/voice/twiml/gather#action */
const ENTERED = ['Digits', 'SpeechResult', 'UnstableSpeechResult', 'StableSpeechResult'];

/** The password of a SIP address in a TwiML document. https://www.twilio.com/docs/voice/twiml/sip#authentication */
const PASSWORD_ATTRIBUTE = /(\spassword\s*=\s*)(?:"[^"]*"|'[^']*')/gi;

/** A copy without the secrets of a request to Twilio. */
export function withoutSecrets(data: Readonly<Record<string, unknown>>): Params {
  const params: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined || value === null) continue;
    params[name] = SECRET_NAME.test(name) ? MASK : Array.isArray(value) ? value.map(asText) : asText(value);
  }
  return params;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** A copy without what the caller has entered in a step that is sensitive. */
export function withoutInput(params: Params): Params {
  const hidden: Record<string, Params[string]> = { ...params };
  for (const name of ENTERED) if (hidden[name] !== undefined && hidden[name] !== '') hidden[name] = MASK;
  return hidden;
}

/** A text, such as a TwiML document, without passwords. */
export const withoutPasswords = (text: string): string => text.replace(PASSWORD_ATTRIBUTE, `$1"${MASK}"`);
