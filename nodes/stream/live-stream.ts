import { bytesPerMs, fromMuLaw, type AudioFormat } from '../../lib/audio/format';
import type { SocketEnd } from '../../lib/calls/session/step-plan';
import { Framer } from '../../lib/calls/stream/framer';
import { mediaReader } from '../../lib/calls/stream/media-reader';
import type { Pacer, Queued } from '../../lib/calls/stream/pacer';
import { readStreamMessage, streamWriter, type StreamTrack, type StreamWriter } from '../../lib/calls/stream/protocol';
import { CLOSE, type CallSocket } from '../../lib/webhooks/sockets/call-socket';

/** What an open stream reports. */
export interface StreamEvents {
  /** @param timestamp of the start of the audio, in milliseconds since the start of the stream */
  audio(audio: Buffer, track: StreamTrack, timestamp: number): void;
  /** A key was pressed. Only of a stream in two directions. */
  digit(key: string): void;
  /** A mark was reached, or cleared. */
  mark(name: string): void;
  /** The stream has ended. Called once, at the end. @param unplayed what the flow has given and was not played */
  end(how: SocketEnd, unplayed: readonly Queued[]): void;
  /**
   * Twilio has sent a message that it does not document. Called once for each sort.
   * @param problem completes "a message of the stream …"
   */
  invalid(problem: string): void;
}

/** How the audio is given to the flow. */
export interface StreamFormat {
  format: AudioFormat;
  /** The length of a frame in milliseconds. */
  frameMs: number;
}

/** One Media Stream that is open. */
export class LiveStream {
  private readonly tracks = new Map<StreamTrack, { framer: Framer; add(audio: Buffer, timestamp: number): void }>();
  private readonly problems = new Set<string>();
  private readonly write: StreamWriter;
  private readonly readMedia: ReturnType<typeof mediaReader>;

  /** @param pacer plays audio, for a stream in two directions */
  constructor(
    private readonly socket: CallSocket,
    readonly sid: string,
    private readonly format: StreamFormat,
    private readonly events: StreamEvents,
    private readonly pacer?: Pacer,
  ) {
    this.write = streamWriter(sid);
    this.readMedia = mediaReader(sid);
    socket.onClose(({ byUs, code }) => {
      for (const { framer } of this.tracks.values()) framer.end();
      const how = byUs ? (code === CLOSE.goingAway ? 'deployment' : 'step') : 'twilio';
      const unplayed = pacer?.unplayed ?? [];
      pacer?.stop();
      events.end(how, unplayed);
    });
  }

  /** Begins: reads what has come, and sends what waits. */
  begin(): void {
    this.socket.onData((data) => {
      this.receive(data);
    });
    this.pacer?.start({
      frame: (audio) => {
        this.socket.sendAscii(this.write.media(audio));
      },
      mark: (name) => {
        this.socket.send(this.write.mark(name));
      },
    });
  }

  /** Throws away the audio that is not played yet, here and at Twilio. */
  clear(): void {
    this.pacer?.clear();
    this.socket.send(this.write.clear());
  }

  /** Ends a stream in two directions: the call goes on. */
  close(): void {
    this.socket.close(CLOSE.normal, 'The flow has ended the stream');
  }

  private receive(data: Buffer): void {
    const message = this.readMedia(data.toString('latin1')) ?? readStreamMessage(data.toString('utf8'));
    switch (message.event) {
      case 'media':
        this.trackOf(message.track).add(message.audio, message.timestamp);
        return;
      case 'dtmf':
        this.events.digit(message.digit);
        return;
      case 'mark':
        this.pacer?.returned(message.name);
        this.events.mark(message.name);
        return;
      case 'stop':
        // Twilio closes the socket now.
        return;
      case 'invalid':
        if (this.problems.has(message.problem)) return;
        this.problems.add(message.problem);
        if (this.problems.size <= MAX_PROBLEMS) this.events.invalid(message.problem);
    }
  }

  private trackOf(track: StreamTrack): { add(audio: Buffer, timestamp: number): void } {
    const known = this.tracks.get(track);
    if (known !== undefined) return known;
    const { format, frameMs } = this.format;
    const perMs = bytesPerMs(format);
    const convert = fromMuLaw(format);
    const framer = new Framer(frameMs * perMs, perMs, (audio, timestamp) => {
      this.events.audio(audio, track, timestamp);
    });
    const added = {
      framer,
      add(audio: Buffer, timestamp: number) {
        framer.add(convert(audio), timestamp);
      },
    };
    this.tracks.set(track, added);
    return added;
  }
}

/** How many sorts of invalid messages are reported. */
const MAX_PROBLEMS = 10;
