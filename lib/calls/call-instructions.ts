import { TwilioError } from '../errors/twilio-error';
import { lazy } from '../lazy';
import { checkTwiml } from '../twiml/check';
import type * as voiceModule from '../twiml/voice';
import { isEmpty, preview } from '../validation/objects';
import { stripUnsendableChars } from '../validation/unsendable-chars';
import type { CallRequest, Transcription } from './call-request';
import { isUrl } from '../validation/is-url';

const voice = lazy<typeof voiceModule>(__filename, '../twiml/voice');

/** The longest TwiML document in a REST request, in characters. https://www.twilio.com/docs/voice/api/call-resource#twiml */
const MAX_TWIML_LENGTH = 4000;

/**
 * What an answered call does, as parameters of the REST API.
 * @throws {TwilioError} `INVALID_CALL`, `INVALID_TWIML`, `MESSAGE_TOO_LARGE`, or `INVALID_CONNECTION_SETTINGS` when the
 * flow has no public URL
 */
export function callInstructions(request: CallRequest): { twiml: string } | { url: string } {
  switch (request.answer) {
    case 'say': {
      const text = stripUnsendableChars(textToSay(request.say));
      if (text.trim() === '') {
        throw new TwilioError('INVALID_CALL', 'There is nothing to say', { hint: 'Set the text in the node.' });
      }
      const document = voice().sayTwiml({ text, voice: request.voice, language: request.language });
      return { twiml: withinLimit(transcribed(document, request.transcription)) };
    }
    case 'twiml': {
      return { twiml: withinLimit(transcribed(checkTwiml(request.twiml, 'voice'), request.transcription)) };
    }
    case 'url': {
      const { url } = request;
      if (request.transcription !== undefined) {
        throw new TwilioError('INVALID_CALL', 'This node cannot transcribe a call that gets its TwiML from a URL', {
          hint: 'Start the transcription in the TwiML of the URL, with <Start><Transcription>.',
        });
      }
      if (typeof url === 'string' && /^https?:\/\//i.test(url.trim()) && isUrl(url.trim())) {
        return { url: url.trim() };
      }
      throw new TwilioError('INVALID_CALL', `${preview(url ?? '')} is not a valid URL`, {
        hint: 'Enter the http or https URL of a TwiML document, such as a TwiML Bin in the Twilio Console.',
      });
    }
    case 'flow': {
      if (request.flowUrl !== undefined) return { url: request.flowUrl };
      throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'Twilio cannot reach this flow without a public URL', {
        hint: 'Set the Public URL of the account node, or let the call say a text.',
      });
    }
    default:
      throw new TwilioError('INVALID_CALL', `A call cannot continue with "${String(request.answer)}"`, {
        hint: 'Choose say, twiml, url or flow.',
      });
  }
}

/** @throws {TwilioError} `INVALID_CALL` for an object, a list or NaN */
function textToSay(value: unknown): string {
  if (isEmpty(value)) return '';
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  throw new TwilioError('INVALID_CALL', `The text to say is ${preview(value)}`, {
    hint: 'Convert it to text first, with a template, JSON or change node.',
  });
}

/** A valid document, with a transcription that starts before everything else. */
const transcribed = (document: string, transcription: Transcription | undefined): string =>
  transcription === undefined ? document : voice().startTranscription(document, transcription);

function withinLimit(twiml: string): string {
  if (twiml.length <= MAX_TWIML_LENGTH) return twiml;
  throw new TwilioError(
    'MESSAGE_TOO_LARGE',
    `The TwiML document has ${twiml.length} characters, but Twilio accepts at most ${MAX_TWIML_LENGTH}`,
    { hint: 'Shorten the text, or publish the document at a URL.' },
  );
}
