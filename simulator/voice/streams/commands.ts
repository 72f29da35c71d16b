import { BYTES_PER_MS } from './audio';
import { isRecord, readJsonObject } from '../../core/json-object';

/** A message of the server on a bidirectional stream. */
export type StreamCommand =
  | { event: 'media'; audio: Buffer; /** The duration of the audio. */ ms: number }
  | { event: 'mark'; name: string }
  | { event: 'clear' };

/**
 * Parses a message of the server.
 * https://www.twilio.com/docs/voice/media-streams/websocket-messages#send-websocket-messages-to-twilio
 *
 * @returns the command, or an error text
 */
export function readCommand(text: string, streamSid: string): StreamCommand | string {
  const message = readJsonObject(text);
  if (typeof message === 'string') return message;
  const { event, media, mark } = message;
  if (message['streamSid'] !== streamSid) return 'streamSid is not the SID of this stream';
  switch (event) {
    case 'media': {
      const payload = isRecord(media) ? media['payload'] : undefined;
      if (typeof payload !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(payload)) {
        return 'media.payload is not base64';
      }
      const audio = Buffer.from(payload, 'base64');
      return { event, audio, ms: audio.length / BYTES_PER_MS };
    }
    case 'mark': {
      const name = isRecord(mark) ? mark['name'] : undefined;
      return typeof name === 'string' ? { event, name } : 'mark.name is missing';
    }
    case 'clear':
      return { event };
    default:
      return `the event must be media, mark or clear: ${String(JSON.stringify(event)).slice(0, 50)}`;
  }
}
