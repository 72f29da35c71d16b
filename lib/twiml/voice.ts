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
