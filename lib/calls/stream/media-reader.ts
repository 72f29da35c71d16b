import type { StreamMessage } from './protocol';

/** Audio from Twilio on a Media Stream. */
export type StreamAudio = Extract<StreamMessage, { event: 'media' }>;

const START = '{"event":"media","sequenceNumber":"';
const INBOUND = '","media":{"track":"inbound","chunk":"';
const OUTBOUND = '","media":{"track":"outbound","chunk":"';
const TIMESTAMP = '","timestamp":"';
const PAYLOAD = '","payload":"';

/** The most digits with which every number is exact. */
const MAX_DIGITS = 15;

const ZERO = 0x30;
const EQUALS_SIGN = 0x3d;

/** The index after the digits that start at `from`; `from` when there are none, or more than {@link MAX_DIGITS}. */
function endOfDigits(text: string, from: number): number {
  let end = from;
  for (let digit = 0; digit >= 0 && digit <= 9; end += 1) digit = text.charCodeAt(end) - ZERO;
  end -= 1;
  return end - from > MAX_DIGITS ? from : end;
}

/** The number that the digits are. */
function numberAt(text: string, from: number, end: number): number {
  let number = 0;
  for (let at = from; at < end; at += 1) number = number * 10 + text.charCodeAt(at) - ZERO;
  return number;
}

/** The length of base64 in bytes, when it is complete; otherwise -1. */
function bytesOfBase64(text: string): number {
  const { length } = text;
  if (length === 0 || length % 4 !== 0) return -1;
  const padding = text.charCodeAt(length - 1) !== EQUALS_SIGN ? 0 : text.charCodeAt(length - 2) !== EQUALS_SIGN ? 1 : 2;
  return (length / 4) * 3 - padding;
}

/**
 * Reads the audio messages of a stream without parsing JSON. They must be written exactly as on Twilio's page, with
 * their members in the same order. For any other message it returns `undefined`: use `readStreamMessage` then, which
 * reads all messages and returns the same.
 * https://www.twilio.com/docs/voice/media-streams/websocket-messages#media-message
 * @returns a function that takes the bytes of a message as latin1
 */
export function mediaReader(streamSid: string): (text: string) => StreamAudio | undefined {
  const end = `"},"streamSid":"${streamSid}"}`;
  // JSON may write other characters of a SID as escapes.
  if (!/^\w+$/.test(streamSid)) return () => undefined;
  return (text) => {
    if (!text.startsWith(START) || !text.endsWith(end)) return undefined;
    const trackAt = endOfDigits(text, START.length);
    const isInbound = text.startsWith(INBOUND, trackAt);
    if (trackAt === START.length || !(isInbound || text.startsWith(OUTBOUND, trackAt))) return undefined;
    const chunkAt = trackAt + (isInbound ? INBOUND : OUTBOUND).length;
    const chunkEnd = endOfDigits(text, chunkAt);
    if (chunkEnd === chunkAt || !text.startsWith(TIMESTAMP, chunkEnd)) return undefined;
    const timestampAt = chunkEnd + TIMESTAMP.length;
    const timestampEnd = endOfDigits(text, timestampAt);
    if (timestampEnd === timestampAt || !text.startsWith(PAYLOAD, timestampEnd)) return undefined;
    const payload = text.slice(timestampEnd + PAYLOAD.length, text.length - end.length);
    const audio = Buffer.from(payload, 'base64');
    // Characters that are not base64, such as a quotation mark, are left out by `Buffer.from`, and then it is shorter.
    if (audio.length !== bytesOfBase64(payload)) return undefined;
    const track = isInbound ? 'inbound' : 'outbound';
    return { event: 'media', track, timestamp: numberAt(text, timestampAt, timestampEnd), audio };
  };
}
