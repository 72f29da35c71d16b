import VoiceResponse = require('twilio/lib/twiml/VoiceResponse');

/** How a text is spoken. https://www.twilio.com/docs/voice/twiml/say/text-speech */
export interface Speech {
  text: string;
  /** Such as `Polly.Joanna-Neural` or `Google.en-US-Neural2-A`. */
  voice?: string | undefined;
  /** Such as `en-US`. */
  language?: string | undefined;
}

/** The TwiML document that says a text. The text is escaped: nothing in it is taken for a verb. */
export function sayTwiml({ text, voice, language }: Speech): string {
  const response = new VoiceResponse();
  // The SDK types every voice and language that it knew when it was made; Twilio has more.
  const attributes: Record<string, string> = {};
  if (voice !== undefined && voice !== '') attributes['voice'] = voice;
  if (language !== undefined && language !== '') attributes['language'] = language;
  response.say(attributes, text);
  return response.toString();
}
