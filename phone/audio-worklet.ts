/**
 * Runs in the browser's audio thread, from a script of its own. The messages of its ports are samples from -1 to 1, at
 * `CALL_RATE`. https://developer.mozilla.org/docs/Web/API/AudioWorklet
 */
import { CALL_SAMPLE_RATE_HZ } from './audio/mu-law';
import { createResampler } from './audio/resampler';
import { createSampleQueue } from './audio/sample-queue';

// TypeScript has no types for this global scope.
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** The samples of the microphone are posted in pieces of 100 ms. */
const PIECE_SAMPLES = CALL_SAMPLE_RATE_HZ / 10;

/** Posts the samples of the microphone. */
class Microphone extends AudioWorkletProcessor {
  private readonly resample = createResampler(sampleRate, CALL_SAMPLE_RATE_HZ);
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
  private readonly resample = createResampler(CALL_SAMPLE_RATE_HZ, sampleRate);
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
