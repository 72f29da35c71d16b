import { LRUCache } from 'lru-cache';
import type { AudioFormat } from '../../lib/audio/format';
import type { SocketEnd } from '../../lib/calls/session/step-plan';
import type { NodeMessage } from '../../lib/node-red/red';
import type { LiveStream } from './live-stream';
import { Playback } from './playback';
import { takeUnplayed } from './unplayed';

/** A call in the node, from when its message arrives until its stream has ended. */
export interface CallStream {
  /** Takes the audio of the flow, also before Twilio has connected. Of a stream in two directions. */
  playback?: Playback;
  /** The stream, once Twilio has connected. */
  live?: LiveStream;
  /** The SID of the last stream. */
  sid?: string;
  /** How the last stream has ended. */
  end?: SocketEnd;
  /** The message of a listening stream, which does not wait: a copy. */
  msg?: NodeMessage;
  frameMs?: number;
}

/** The most calls of a node. More than an account can have sockets. */
const MAX_CALLS = 2000;

/** The calls of a node. Those that Twilio never connects are dropped when there are more than {@link MAX_CALLS}. */
export class CallStreams {
  private readonly calls = new LRUCache<string, CallStream>({
    // Counted as size and not as `max`, which would reserve memory for all of them at once.
    maxSize: MAX_CALLS,
    sizeCalculation: () => 1,
  });

  constructor(
    private readonly nodeId: string,
    private readonly format: AudioFormat,
  ) {}

  get(callSid: string): CallStream | undefined {
    return this.calls.get(callSid);
  }

  /** The call, which is added when it is new. */
  of(callSid: string): CallStream {
    const known = this.calls.get(callSid);
    if (known !== undefined) return known;
    const added: CallStream = {};
    this.calls.set(callSid, added);
    return added;
  }

  /** What takes the audio for a call. */
  playbackOf(callSid: string): Playback {
    const call = this.of(callSid);
    if (call.playback === undefined) {
      call.playback = new Playback(this.format);
      call.playback.pacer.resume(takeUnplayed(this.nodeId, callSid));
    }
    return call.playback;
  }

  /** Forgets a call, and the audio that waits for it. */
  delete(callSid: string): void {
    this.calls.delete(callSid);
    takeUnplayed(this.nodeId, callSid);
  }
}
