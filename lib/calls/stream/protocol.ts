import { isObject, textMember } from '../../validation/objects';

/** Which side of the call the audio is from: `inbound` is what Twilio hears, `outbound` what it plays. */
export type StreamTrack = 'inbound' | 'outbound';

/** A message from Twilio on a Media Stream. */
export type StreamMessage =
  | {
      event: 'media';
      track: StreamTrack;
      /** Milliseconds since the start of the stream. */
      timestamp: number;
      /** μ-law at 8000 Hz. */
      audio: Buffer;
    }
  | { event: 'dtmf'; digit: string }
  | { event: 'mark'; name: string }
  | { event: 'stop' }
  /** A message of an unknown type or form. `problem` completes the sentence "a message of the stream …". */
  | { event: 'invalid'; problem: string };

const invalid = (problem: string): StreamMessage => ({ event: 'invalid', problem });

const MAX_PREVIEW_LENGTH = 50;

/**
 * Reads a message after `start`. Numbers are texts in these messages.
 * https://www.twilio.com/docs/voice/media-streams/websocket-messages
 */
export function readStreamMessage(text: string): StreamMessage {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return invalid('is not JSON');
  }
  if (!isObject(message)) return invalid('is not an object');
  const { event } = message;
  const part = typeof event === 'string' ? message[event] : undefined;
  const details = isObject(part) ? part : {};
  switch (event) {
    case 'media': {
      const payload = textMember(details, 'payload');
      const track = textMember(details, 'track');
      if (payload === '') return invalid('has no audio');
      return {
        event,
        // Twilio sends one track to a stream in two directions, and it is the caller's.
        track: track === 'outbound' ? 'outbound' : 'inbound',
        timestamp: Number(details['timestamp'] ?? 0) || 0,
        audio: Buffer.from(payload, 'base64'),
      };
    }
    case 'dtmf': {
      const digit = textMember(details, 'digit');
      return digit === '' ? invalid('has no digit') : { event, digit };
    }
    case 'mark':
      return { event, name: textMember(details, 'name') };
    case 'stop':
      return { event };
    default:
      return invalid(`has an unknown event: ${String(JSON.stringify(event)).slice(0, MAX_PREVIEW_LENGTH)}`);
  }
}

/** The messages that a server sends on a stream in two directions. */
export interface StreamWriter {
  /** Audio to play after what was sent before. @param audio μ-law at 8000 Hz @returns ASCII only */
  media(audio: Buffer): string;
  /** Twilio sends it back when everything before it was played, or cleared. */
  mark(name: string): string;
  /** Throws away what was sent and is not played yet. */
  clear(): string;
}

/** JSON of a text in ASCII only. */
const asciiJson = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** https://www.twilio.com/docs/voice/media-streams/websocket-messages#send-websocket-messages-to-twilio */
export function streamWriter(streamSid: string): StreamWriter {
  const sid = asciiJson(streamSid);
  const media = `{"event":"media","streamSid":${sid},"media":{"payload":"`;
  return {
    // Without JSON.stringify, because there are 50 a second, and base64 needs no escapes.
    media: (audio) => `${media}${audio.toString('base64')}"}}`,
    mark: (name) => JSON.stringify({ event: 'mark', streamSid, mark: { name } }),
    clear: () => `{"event":"clear","streamSid":${sid}}`,
  };
}
