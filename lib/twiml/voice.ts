import VoiceResponse = require('twilio/lib/twiml/VoiceResponse');

/** A text to say. https://www.twilio.com/docs/voice/twiml/say/text-speech */
export interface Speech {
  text: string;
  /** Such as `Polly.Joanna-Neural` or `Google.en-US-Neural2-A`. */
  voice?: string | undefined;
  /** Such as `en-US`. */
  language?: string | undefined;
}

/** The TwiML document that says a text. The text is escaped. */
export function sayTwiml({ text, voice, language }: Speech): string {
  const response = new VoiceResponse();
  // The SDK's types list the voices and languages of its release. Twilio has more by now.
  const attributes: Record<string, string> = {};
  if (voice !== undefined && voice !== '') attributes['voice'] = voice;
  if (language !== undefined && language !== '') attributes['language'] = language;
  response.say(attributes, text);
  return response.toString();
}

/** How to transcribe a live call. */
interface TranscriptionOptions {
  /** The URL that gets the text. */
  url: string;
  language?: string | undefined;
}

/**
 * Adds a transcription of the call, before everything else in a document.
 * https://www.twilio.com/docs/voice/twiml/transcription
 * @param document well-formed, with the root element `<Response>`
 */
export function startTranscription(document: string, { url, language }: TranscriptionOptions): string {
  const response = new VoiceResponse();
  response.start().transcription({
    statusCallbackUrl: url,
    ...(language === undefined || language === '' ? {} : { languageCode: language }),
  });
  const [start = ''] = /<Start>.*<\/Start>/s.exec(response.toString()) ?? [];
  // The first tag that is neither a comment nor the XML declaration.
  const root = /^((?:\s|<\?[^]*?\?>|<!--[^]*?-->)*)<Response((?:\s(?:[^>"']|"[^"]*"|'[^']*')*?)?)(\/?)>/;
  return document.replace(root, (_, before: string, attributes: string, slash: string) =>
    [before, `<Response${attributes}>`, start, slash === '' ? '' : '</Response>'].join(''),
  );
}
