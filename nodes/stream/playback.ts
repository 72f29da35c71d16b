import { bytesPerSample, toMuLaw, type AudioFormat, type Converter } from '../../lib/audio/format';
import { isWav, readWav } from '../../lib/audio/wav';
import { MAX_QUEUE_MS, Pacer } from '../../lib/calls/stream/pacer';
import { pacingClock } from '../../lib/calls/stream/pacing-clock';
import { TwilioError } from '../../lib/errors/twilio-error';

/** What a flow gives to a stream: audio in the node's format, or a WAV file. */
export class Playback {
  readonly pacer: Pacer;
  private readonly convert: Converter;

  constructor(private readonly format: AudioFormat) {
    this.pacer = new Pacer(pacingClock);
    this.convert = toMuLaw(format);
  }

  /**
   * Adds audio. A WAV file may have another format than the node.
   * @throws {TwilioError} `INVALID_PARAMETER` when it is not whole samples, or a WAV file of an unknown format;
   * `MESSAGE_TOO_LARGE` when the queue is full
   */
  play(given: Buffer): void {
    const audio = isWav(given) ? fromWav(given) : this.convert(this.wholeSamples(given));
    if (this.pacer.add(audio)) return;
    const seconds = Math.round(this.pacer.queuedMs / 1000);
    throw new TwilioError(
      'MESSAGE_TOO_LARGE',
      `The audio does not fit into the queue of the stream: ${seconds} of at most ${MAX_QUEUE_MS / 1000} seconds wait`,
      { hint: 'Send audio as it is played: send a mark with it, and the next piece when the mark comes back.' },
    );
  }

  /** @throws {TwilioError} `MESSAGE_TOO_LARGE` when there are too many */
  mark(name: string): void {
    if (this.pacer.mark(name)) return;
    throw new TwilioError('MESSAGE_TOO_LARGE', 'Too many marks wait in the stream', {
      hint: 'Send a mark for each piece of audio, not for each frame.',
    });
  }

  private wholeSamples(audio: Buffer): Buffer {
    if (audio.length % bytesPerSample(this.format) === 0) return audio;
    return invalidAudio(`it has ${audio.length} bytes, and a sample of ${this.format} has 2`);
  }
}

function fromWav(file: Buffer): Buffer {
  const wav = readWav(file);
  if (typeof wav === 'string') {
    return invalidAudio(`it is a WAV file that is not supported: ${wav}`);
  }
  return toMuLaw(wav.format)(wav.audio);
}

/** @throws {TwilioError} `INVALID_PARAMETER` */
export function invalidAudio(problem: string): never {
  throw new TwilioError('INVALID_PARAMETER', `The audio cannot be played: ${problem}`, {
    hint: 'Set msg.payload to a Buffer of samples in the format of the node, or to a WAV file: one channel, 16-bit PCM at 8000, 16000 or 24000 Hz, or μ-law at 8000 Hz.',
  });
}
