import { dialledNumber, isE164, normalizeNumber } from '../../numbering/phone-numbers';
import { isVerifiedCallerId, ownNumber } from '../../numbering/own-numbers';
import { integerAttribute, listAttribute, urlAttribute, warn } from '../attributes';
import { childElements } from '../twiml-response';
import { textContent } from './say';
import type { CallEvent, CallRecord, WebhookAddress } from '../../model/call-records';
import type { DocumentSource, VerbStep } from '../../model/context';
import type { XmlElement } from '../../model/twiml';

/** https://www.twilio.com/docs/voice/twiml/number */
const MAX_NOUNS = 10;
const CALL_EVENTS: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed'];
const DETECTION_MODES: readonly string[] = ['Enable', 'DetectMessageEnd'];

/** A party to call. */
export interface Callee {
  /** A number in E.164, `client:alice` or `sip:alice@example.com`. */
  to: string;
  callback: CallRecord['callback'];
  /** The document that runs on the callee's leg before the connection. */
  whisper: WebhookAddress | undefined;
  sendDigits: string;
  detection: { mode: string; timeoutMs: number; callback: WebhookAddress | undefined } | undefined;
}

/**
 * The parties to call: the nouns of a Dial, or its text. Skips what cannot be called, with a line in the log.
 * https://www.twilio.com/docs/voice/twiml/dial#nouns
 */
export function calleesOf({ source, element }: VerbStep): Callee[] {
  const nouns = childElements(element, undefined);
  // Without nouns the text is a phone number.
  const found = nouns.length === 0 ? [{ ...element, name: 'Number', attributes: {} }] : nouns;
  const callees = found.flatMap((noun) => {
    const to = addressOf(source, noun);
    return to === undefined ? [] : [readCallee(source, noun, to)];
  });
  if (callees.length > MAX_NOUNS) {
    // The page does not say what happens to the others.
    warn(source, `<Dial> has more than ${String(MAX_NOUNS)} parties to call; the others are skipped`);
  }
  return callees.slice(0, MAX_NOUNS);
}

/**
 * The caller ID: `callerId`, or the caller's own. Only calls to phone numbers need a number that the account may use.
 * https://www.twilio.com/docs/api/errors/13214
 *
 * @returns undefined for a number that the account may not use, with an error in the log
 */
export function callerIdOf(
  { context, call, source, element }: VerbStep,
  callees: readonly Callee[],
): string | undefined {
  const given = element.attributes['callerId']?.trim();
  if (given === undefined || given === '') return call.view.from;
  const callerId = normalizeNumber(given);
  const isAllowed =
    !callees.some(({ to }) => isE164(to)) ||
    [call.view.from, call.view.to].includes(callerId) ||
    ownNumber(context, callerId) !== undefined ||
    isVerifiedCallerId(context, callerId);
  if (isAllowed) return callerId;
  // The page does not say that no party is called then.
  source.line?.error(`13214: Dial: Invalid callerId value: "${given.slice(0, 50)}" is not a number of this account`);
  return undefined;
}

function addressOf(source: DocumentSource, noun: XmlElement): string | undefined {
  const text = textContent(noun);
  switch (noun.name) {
    case 'Number': {
      const number = dialledNumber(text);
      if (isE164(number)) return number;
      source.line?.error(`13223: Dial: Invalid phone number format: "${text.slice(0, 50)}"`);
      return undefined;
    }
    case 'Client': {
      // https://www.twilio.com/docs/voice/twiml/client: the identity is the text, or an <Identity>.
      const identity = childElements(noun, undefined).find(({ name }) => name === 'Identity');
      const client = identity === undefined ? text : textContent(identity);
      if (client !== '' && client.length <= 256 && !/\s/.test(client)) return `client:${client}`;
      warn(source, `<Client> must contain an identity without spaces, not "${client.slice(0, 50)}"; it is skipped`);
      return undefined;
    }
    case 'Sip':
      if (/^sips?:[^\s@]+@[^\s@]+$/i.test(text)) return text;
      source.line?.error(`32110: SIP: URI is formatted incorrectly: "${text.slice(0, 50)}"`);
      return undefined;
    default:
      warn(source, `<${noun.name}> in <Dial> is not supported; it is skipped`);
      return undefined;
  }
}

function readCallee(source: DocumentSource, noun: XmlElement, to: string): Callee {
  const callback = urlAttribute(source, noun, 'statusCallback', 'statusCallbackMethod');
  const events = listAttribute(source, noun, 'statusCallbackEvent', CALL_EVENTS, ['completed']);
  const mode = noun.attributes['machineDetection'] ?? '';
  if (mode !== '' && !DETECTION_MODES.includes(mode)) {
    warn(source, `machineDetection of <${noun.name}> must be Enable or DetectMessageEnd, not "${mode.slice(0, 50)}"`);
  }
  return {
    to,
    callback: callback && { ...callback, events },
    whisper: urlAttribute(source, noun, 'url', 'method'),
    sendDigits: (noun.attributes['sendDigits'] ?? '').replace(/[^0-9A-D*#wW]/g, ''),
    detection: DETECTION_MODES.includes(mode)
      ? {
          mode,
          timeoutMs: integerAttribute(source, noun, 'machineDetectionTimeout', 30, [3, 60]) * 1000,
          callback: urlAttribute(source, noun, 'amdStatusCallback', 'amdStatusCallbackMethod'),
        }
      : undefined,
  };
}
