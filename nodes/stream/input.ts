import { TwilioError } from '../../lib/errors/twilio-error';
import type { NodeMessage } from '../../lib/node-red/red';
import { isEmpty, isObject, preview } from '../../lib/validation/objects';
import { invalidAudio } from './playback';

/** What a message says to a stream that is open. */
export interface StreamInput {
  /** The payload, when it is a Buffer. */
  audio?: Buffer;
  clear: boolean;
  /** The name of a mark. */
  mark?: string;
  stop: boolean;
  /** Whether it has `clear`, `mark` or `stop`. */
  hasControls: boolean;
  /** @throws {TwilioError} `INVALID_PARAMETER` when it is neither audio nor has one of them, or the mark is not a text */
  assertUsable(): void;
}

/** The longest name of a mark, in characters. Twilio's pages name no limit. */
const MAX_MARK_LENGTH = 1000;

/** Whether a switch such as `msg.clear` is on: it is there, and not false. */
const isOn = (value: unknown): boolean => !isEmpty(value) && value !== false;

/** Reads a message. It is done in this order: clear, audio, mark, stop. */
export function inputOf(msg: NodeMessage): StreamInput {
  const { payload, clear, mark, stop } = msg as { payload?: unknown; clear?: unknown; mark?: unknown; stop?: unknown };
  const audio =
    payload instanceof Uint8Array ? Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength) : undefined;
  const name = typeof mark === 'number' ? String(mark) : mark;
  const hasControls = isOn(clear) || isOn(mark) || isOn(stop);
  return {
    ...(audio === undefined ? {} : { audio }),
    clear: isOn(clear),
    ...(typeof name === 'string' && name !== '' ? { mark: name } : {}),
    stop: isOn(stop),
    hasControls,
    assertUsable() {
      if (isOn(mark) && (typeof name !== 'string' || name.length > MAX_MARK_LENGTH)) {
        throw new TwilioError('INVALID_PARAMETER', `msg.mark is ${preview(mark)}`, {
          hint: `Set msg.mark to a name of at most ${MAX_MARK_LENGTH} characters.`,
        });
      }
      if (!hasControls && audio === undefined) invalidAudio(`msg.payload is ${preview(payload)}, not a Buffer`);
    },
  };
}

/** Whether a message comes from the audio or the events of a stream. The message that goes on has `end`. */
export function isFromStream(msg: NodeMessage): boolean {
  const twilio: unknown = msg['twilio'];
  const stream = isObject(twilio) ? twilio['stream'] : undefined;
  return isObject(stream) && stream['end'] === undefined;
}

/** The error `INVALID_CALL` for a message whose call is not in this stream. */
export function notInStream(callSid: string): TwilioError {
  return new TwilioError('INVALID_CALL', `The call ${callSid} is not in this stream`, {
    hint: 'The stream has ended, or the call has not reached this node yet. Send audio, clear, mark and stop only while it is open.',
  });
}

/** The error `INVALID_CALL` for audio to a stream that only listens. */
export function onlyListens(): TwilioError {
  return new TwilioError('INVALID_CALL', 'A stream that only listens cannot play audio into the call', {
    hint: 'Set "Direction" to "Hear and speak" in the node.',
  });
}
