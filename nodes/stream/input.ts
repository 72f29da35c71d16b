import { TwilioError } from '../../lib/errors/twilio-error';
import type { NodeMessage } from '../../lib/node-red/red';
import { isEmpty, isObject, preview } from '../../lib/validation/objects';
import { invalidAudio } from './playback';

/** The longest name of a mark, in characters. Twilio's pages name no limit. */
const MAX_MARK_LENGTH = 1000;

/** Whether a switch such as `msg.clear` is on: it is there, and not false. */
const isOn = (value: unknown): boolean => !isEmpty(value) && value !== false;

/** The bytes of a payload. A flow can also make a Uint8Array, such as in a function node. */
const audioOf = (payload: unknown): Buffer | undefined => {
  if (Buffer.isBuffer(payload)) return payload;
  return payload instanceof Uint8Array
    ? Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
    : undefined;
};

/** What a message tells an open stream to do, in this order: clear, audio, mark, stop. */
export class StreamInput {
  /** The payload, when it is a Buffer. */
  readonly audio: Buffer | undefined;
  readonly clear: boolean;
  readonly stop: boolean;
  /** Whether it has `clear`, `mark` or `stop`. */
  readonly hasControls: boolean;
  private readonly givenMark: unknown;

  constructor(private readonly msg: NodeMessage) {
    this.audio = audioOf(msg.payload);
    this.clear = isOn(msg['clear']);
    this.givenMark = msg['mark'];
    this.stop = isOn(msg['stop']);
    this.hasControls = this.clear || this.stop || isOn(this.givenMark);
  }

  /** The name of a mark. */
  get mark(): string | undefined {
    const name = typeof this.givenMark === 'number' ? String(this.givenMark) : this.givenMark;
    return typeof name === 'string' && name !== '' ? name : undefined;
  }

  /** @throws {TwilioError} `INVALID_PARAMETER` when it has no audio and no control, or the mark is not a text */
  assertUsable(): void {
    if (isOn(this.givenMark) && (this.mark?.length ?? Infinity) > MAX_MARK_LENGTH) {
      throw new TwilioError('INVALID_PARAMETER', `msg.mark is ${preview(this.givenMark)}`, {
        hint: `Set msg.mark to a name of at most ${MAX_MARK_LENGTH} characters.`,
      });
    }
    if (!this.hasControls && this.audio === undefined) {
      invalidAudio(`msg.payload is ${preview(this.msg.payload)}, not a Buffer`);
    }
  }
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
