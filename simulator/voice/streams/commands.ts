import { BYTES_PER_MS } from './audio';

/** What a server asks for on a bidirectional stream. */
export type StreamCommand =
  { event: 'media'; /** How long the audio is. */ ms: number } | { event: 'mark'; name: string } | { event: 'clear' };

/**
 * Reads a message of the server.
 * https://www.twilio.com/docs/voice/media-streams/websocket-messages#send-websocket-messages-to-twilio
 *
 * @returns what it asks for, or what is wrong with it in words
 */
export function readCommand(text: string, streamSid: string): StreamCommand | string {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return 'the message is no JSON';
  }
  if (!isRecord(message)) return 'the message is no object';
  const { event, media, mark } = message;
  if (message['streamSid'] !== streamSid) return "streamSid is not this stream's";
  switch (event) {
    case 'media': {
      const payload = isRecord(media) ? media['payload'] : undefined;
      if (typeof payload !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(payload)) {
        return 'media.payload is no audio in base64';
      }
      return { event, ms: Buffer.byteLength(payload, 'base64') / BYTES_PER_MS };
    }
    case 'mark': {
      const name = isRecord(mark) ? mark['name'] : undefined;
      return typeof name === 'string' ? { event, name } : 'mark.name is missing';
    }
    case 'clear':
      return { event };
    default:
      return `the event is none of media, mark and clear: ${String(JSON.stringify(event)).slice(0, 50)}`;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
