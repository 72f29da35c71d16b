/**
 * Runs in the browser's audio thread. The build makes a file of its own of it. Samples at its ports are from -1 to 1, at the
 * rate of a call. https://developer.mozilla.org/docs/Web/API/AudioWorklet
 */
import { CALL_RATE } from './audio/mu-law';
import { createResampler } from './audio/resampler';
import { createSampleQueue } from './audio/sample-queue';

// TypeScript has no types for this global scope.
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** A piece of this duration is posted: 100 ms. */
const PIECE_SAMPLES = CALL_RATE / 10;

/** Posts what the microphone hears. */
class Microphone extends AudioWorkletProcessor {
  private readonly resample = createResampler(sampleRate, CALL_RATE);
  private piece: number[] = [];

  process([input]: Float32Array[][]): boolean {
    const samples = input?.[0];
    if (samples) this.piece.push(...this.resample(samples));
    while (this.piece.length >= PIECE_SAMPLES) {
      this.port.postMessage(Float32Array.from(this.piece.splice(0, PIECE_SAMPLES)));
    }
    return true;
  }
}

/** Plays the samples that are posted to it. */
class Loudspeaker extends AudioWorkletProcessor {
  private readonly resample = createResampler(CALL_RATE, sampleRate);
  private readonly queue = createSampleQueue(sampleRate);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      this.queue.add(this.resample(data));
    };
  }

  process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    for (const channel of output ?? []) this.queue.read(channel);
    return true;
  }
}

registerProcessor('microphone', Microphone);
registerProcessor('loudspeaker', Loudspeaker);
