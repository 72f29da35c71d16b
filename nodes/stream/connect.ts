import { SAMPLE_RATES, type AudioFormat } from '../../lib/audio/format';
import type { NodeMessage } from '../../lib/node-red/red';
import type { SocketContext } from '../../lib/node-red/step';
import { callOfSocket } from '../../lib/node-red/step-call';
import { copyOfVisit } from '../../lib/node-red/step-message';
import { isObject, textMember } from '../../lib/validation/objects';
import type { CallSocket } from '../../lib/webhooks/sockets/call-socket';
import type { CallStreams } from './call-streams';
import { keepFork } from './forks';
import type { KeptForks } from './kept-forks';
import { LiveStream } from './live-stream';
import { keepUnplayed } from './unplayed';

/** The settings of the node that a stream belongs to. */
export interface Connection {
  calls: CallStreams;
  format: AudioFormat;
  frameMs: number;
  /** Whether the flow may speak. */
  speaks: boolean;
  /** The listening streams that go on after a restart. */
  kept: KeptForks;
}

/** Twilio has opened a stream: its audio and its events go to the first two outputs. */
export function connect(socket: CallSocket, context: SocketContext, connection: Connection): void {
  const { red, node, start, isWaiting } = context;
  const { calls, format, frameMs, speaks, kept } = connection;
  const { callSid } = start;
  const entry = calls.of(callSid);
  const msg = isWaiting ? context.msg : (entry.msg ?? context.msg);
  const call = callOfSocket(msg, start);
  const { _msgid, topic } = msg as { _msgid?: string; topic?: unknown };
  const sid = textMember(start.details, 'streamSid');
  const sampleRate = SAMPLE_RATES[format];
  const about = { sid, format, sampleRate };
  const { accountSid, from, to, direction, status } = call;

  const event = (word: string, more: Readonly<Record<string, unknown>> = {}): void => {
    const { stream, ...others } = more;
    const twilio = { payload: word, ...others, stream: { ...about, ...(isObject(stream) ? stream : {}) } };
    node.send([null, copyOfVisit(red, msg, 'stream', call, twilio)]);
  };
  const live = new LiveStream(
    socket,
    sid,
    { format, frameMs },
    {
      audio(audio, track, timestamp) {
        // Not a copy of the whole message, and written out, because there are 50 a second.
        const stream = { sid, format, sampleRate, track, timestamp };
        const twilio = { accountSid, callSid, from, to, direction, status, event: 'stream', stream };
        const msg =
          _msgid === undefined ? { topic, payload: audio, twilio } : { _msgid, topic, payload: audio, twilio };
        node.send(msg as NodeMessage);
      },
      digit(key) {
        event('dtmf', { digits: key });
      },
      mark(name) {
        event('mark', { mark: name });
      },
      end(how, unplayed) {
        Object.assign(entry, { live: undefined, playback: undefined, end: how });
        if (how !== 'deployment') event('stop', { stream: { end: how } });
        else if (isWaiting) keepUnplayed(node.id, callSid, unplayed);
        else keepFork(node.id, { call, msg, frameMs });
        if (isWaiting) return;
        calls.delete(callSid);
        if (how !== 'deployment') kept.ended(callSid);
      },
      invalid(problem) {
        node.warn(`A message of the stream ${sid} ${problem}`);
      },
    },
    speaks ? calls.playbackOf(callSid).pacer : undefined,
  );
  Object.assign(entry, { live, sid, end: undefined });
  event('start', { stream: { tracks: start.details['tracks'] } });
  live.begin();
}
