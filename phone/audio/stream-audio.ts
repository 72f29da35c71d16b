import { decodeMuLaw, encodeMuLaw } from './mu-law';

/** The microphone and the loudspeaker of the browser, for the audio of a call: μ-law at 8000 Hz. */
export interface StreamAudio {
  /** Plays audio, after all audio before it. */
  play(bytes: Uint8Array): void;
  /** False when the browser or the user does not allow the microphone. */
  readonly hasMicrophone: boolean;
  close(): void;
}

/** Opens the microphone. Undefined when the browser or the user does not allow it. */
async function openMicrophone(): Promise<MediaStream | undefined> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  } catch {
    return undefined;
  }
}

/**
 * Whether this page may use the microphone and an AudioWorklet. Browsers allow them on HTTPS and localhost only.
 * https://developer.mozilla.org/docs/Web/Security/Secure_Contexts
 */
export function canUseStreamAudio(): boolean {
  return isSecureContext;
}

/**
 * Opens the microphone and the loudspeaker. Call it after a click, because browsers play nothing before one. Rejects when the
 * browser has no audio.
 *
 * @param workletUrl the URL of `audio-worklet.js`
 * @param onAudio called with the microphone's audio, 100 ms at a time
 */
export async function openStreamAudio(
  workletUrl: URL,
  onAudio: (bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<StreamAudio> {
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule(workletUrl);
    const loudspeaker = new AudioWorkletNode(context, 'loudspeaker', { numberOfInputs: 0, outputChannelCount: [1] });
    loudspeaker.connect(context.destination);
    const stream = await openMicrophone();
    if (stream) {
      const microphone = new AudioWorkletNode(context, 'microphone', { channelCount: 1, channelCountMode: 'explicit' });
      microphone.port.onmessage = ({ data }: MessageEvent<Float32Array>) => onAudio(encodeMuLaw(data));
      // A processor runs only while it is connected. This one is silent.
      context.createMediaStreamSource(stream).connect(microphone).connect(context.destination);
    }
    await context.resume();
    return {
      hasMicrophone: stream !== undefined,
      play: (bytes) => loudspeaker.port.postMessage(decodeMuLaw(bytes)),
      close() {
        for (const track of stream?.getTracks() ?? []) track.stop();
        void context.close();
      },
    };
  } catch (error) {
    void context.close();
    throw error;
  }
}
