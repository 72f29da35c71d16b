import type { CallRecord } from '../../model/call-records';
import type { SimulatorContext } from '../../model/context';
import { SimulatorInputError } from '../../core/input-error';
import { hasEnded } from '../call';
import { everyFrame } from './frames';

/** The audio of a microphone comes in pieces. This delay of the playback prevents gaps between them. */
const DELAY_MS = 100;
/** More audio waits when the page's clock is too fast, or when its requests were delayed. Then the waiting audio is dropped. */
const MAX_WAITING_MS = 1000;
/** Two seconds of μ-law. */
const MAX_PIECE_BYTES = 16_000;

/**
 * Adds a piece of audio from the person's microphone: μ-law at 8000 Hz. The streams of the call send it to their servers.
 * A piece that comes after the end of the call is dropped.
 *
 * @throws SimulatorInputError when the piece is empty or too long, or the call is not answered
 */
export function addPersonAudio(context: SimulatorContext, call: CallRecord, audio: Uint8Array): void {
  if (audio.length === 0 || audio.length > MAX_PIECE_BYTES) {
    throw new SimulatorInputError(`Send 1 to ${String(MAX_PIECE_BYTES)} bytes of audio: μ-law at 8000 Hz.`);
  }
  if (hasEnded(call)) return;
  if (call.answeredAt === undefined) throw new SimulatorInputError('Only an answered call has audio.');
  const now = context.timers.now();
  const { inbound } = call.audio;
  if (inbound.end() > now + MAX_WAITING_MS) inbound.cut(now + DELAY_MS);
  inbound.write(audio, inbound.end() > now ? now : now + DELAY_MS);
}

/**
 * What the person hears of a bidirectional stream: μ-law at 8000 Hz, 20 ms at a time, in real time. Nothing for silence.
 *
 * @param ended called once, at the end of the call
 * @returns a function that stops the audio
 * @throws SimulatorInputError for a call that is over
 */
export function hearCall(
  context: SimulatorContext,
  call: CallRecord,
  listener: (audio: Buffer) => void,
  ended: () => void,
): () => void {
  if (hasEnded(call)) throw new SimulatorInputError('This call is over.');
  const { timers } = context;
  const startedAt = timers.now();
  const stopFrames = everyFrame(timers, (position) => {
    const frame = call.audio.outbound.read(startedAt + position);
    if (frame !== undefined) listener(frame);
  });
  const onEnd = (): void => {
    stopFrames();
    ended();
  };
  call.onEnd.add(onEnd);
  return () => {
    call.onEnd.delete(onEnd);
    stopFrames();
  };
}
