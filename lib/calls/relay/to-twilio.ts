/**
 * The messages that ConversationRelay takes, as JSON.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#sending-messages-to-twilio
 */

/** What is optional with a text. Twilio's own defaults apply without them. */
export interface TextOptions {
  /** The language of this text, such as `de-DE`. */
  lang?: string;
  /** Whether the caller can interrupt this text. */
  interruptible?: boolean;
  /** Whether the text of the next turn can interrupt this one. */
  preemptible?: boolean;
}

/** What is optional with an audio file. */
export interface PlayOptions {
  /** How many times; 0 repeats it up to 1000 times. */
  loop?: number;
  interruptible?: boolean;
  preemptible?: boolean;
}

/** The languages after a switch. */
export interface Languages {
  ttsLanguage?: string;
  transcriptionLanguage?: string;
}

const message = (type: string, members: object): string => JSON.stringify({ type, ...members });

/** A piece of an answer. @param isLast whether the answer ends with it */
export const textMessage = (token: string, isLast: boolean, options: TextOptions = {}): string =>
  // A lone surrogate would not survive as UTF-8.
  message('text', { token: token.toWellFormed(), last: isLast, ...options });

/** An audio file. @param source its URL */
export const playMessage = (source: string, options: PlayOptions = {}): string =>
  message('play', { source, ...options });

/** Key tones. @param digits 0-9, #, * and w, a pause of half a second */
export const digitsMessage = (digits: string): string => message('sendDigits', { digits });

/** Changes the language of the text to speech, of the transcription, or of both. */
export const languageMessage = (languages: Languages): string => message('language', languages);

/** What {@link ownMessage} can be. */
export const OWN_MESSAGES: readonly unknown[] = ['config', 'hints', 'language'];

/**
 * A message that changes the settings of the conversation, as the flow has written it. The members of `config` and
 * `hints` are not checked, because their documentation could not be read. Twilio answers a message that is not valid
 * with `error`, and the conversation goes on. https://www.twilio.com/docs/voice/conversationrelay/dynamic-configuration
 */
export const ownMessage = (given: object): string => JSON.stringify(given);

/** Ends the conversation, and the call goes on. @param handoffData comes back with the action's request */
export const endMessage = (handoffData?: string): string =>
  message('end', handoffData === undefined ? {} : { handoffData });
