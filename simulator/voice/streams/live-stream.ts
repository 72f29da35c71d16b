import { addTranscriptLine } from '../call';
import { loggedUrl } from '../../core/request-log';
import type { SimulatorContext } from '../../model/context';
import { FRAMES } from './audio';
import { readCommand } from './commands';
import { everyFrame } from './frames';
import type { StreamOptions } from './options';
import { createPlayback } from './playback';
import { problem } from './problems';
import { createStream, touchStream } from './stream';
import type { FormPairs } from '../../model/webhooks';
import type { CallRecord } from '../../model/call-records';
import type { LiveStream } from '../../model/live-media';
import type { SocketHandlers } from '../../model/stream-records';

/** Above this backlog the server gets no frames. */
const MAX_BACKLOG_BYTES = 256 * 1024;
/** Above this backlog a mark closes the connection. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/**
 * Connects to a server and sends the audio of the call, frame by frame. On a bidirectional stream the server may send audio
 * back. https://www.twilio.com/docs/voice/media-streams/websocket-messages
 *
 * @param onEnd called when the connection failed, was lost or was closed by the server; not after `stop`
 */
export function startStream(
  context: SimulatorContext,
  call: CallRecord,
  options: StreamOptions,
  onEnd?: () => void,
): LiveStream {
  const { url, name, tracks, bidirectional, callback, parameters } = options;
  const customParameters = Object.fromEntries(parameters);
  const record = createStream(
    context,
    { callSid: call.sid, url: loggedUrl(url), tracks, bidirectional, customParameters },
    name,
  );
  const { sid: streamSid, view } = record;
  const { timers } = context;
  const warned = new Set<string>();
  let sequence = 0;
  let chunk = 0;
  let isStarted = false;
  let stopFrames = (): void => undefined;
  let posted = Promise.resolve();

  const post = (event: 'started' | 'stopped' | 'error', more: FormPairs = []): void => {
    if (callback === undefined) return;
    const params: FormPairs = [
      ['AccountSid', context.accountSid],
      ['CallSid', call.sid],
      ['StreamSid', streamSid],
      ['StreamName', view.name],
      ['StreamEvent', `stream-${event}`],
      ...more,
      ['Timestamp', new Date(timers.now()).toISOString()],
    ];
    posted = posted.then(async () => {
      await context.sender.send({ ...callback, params });
    });
    context.track(posted);
  };
  const fail = (text: string): void => {
    view.error ??= text;
    touchStream(context, record);
    post('error', [['StreamError', text]]);
  };
  /** Adds an error of Twilio's debugger, once per code and stream. */
  const warn = (text: string): void => {
    const [code = ''] = text.split(':');
    if (warned.has(code)) return;
    warned.add(code);
    socket.line.error(text);
    view.error ??= text;
    touchStream(context, record);
  };
  const finish = (): void => {
    if (!call.streams.delete(live)) return;
    stopFrames();
    playback.end();
    if (bidirectional) call.audio.outbound.cut(timers.now());
    view.status = 'stopped';
    touchStream(context, record);
    if (isStarted) post('stopped');
  };

  const send = (event: string, more: Readonly<Record<string, unknown>>): void => {
    sequence += 1;
    socket.send({ event, sequenceNumber: String(sequence), ...more, streamSid });
  };
  const playback = createPlayback(timers, {
    reached(mark) {
      if (socket.backlog() > MAX_UNREAD_BYTES) {
        const text = problem(31921, 'the server no longer reads');
        socket.line.error(text);
        fail(text);
        live.stop();
        onEnd?.();
        return;
      }
      view.marks += 1;
      send('mark', { mark: { name: mark } });
      touchStream(context, record);
    },
    played(ms) {
      addTranscriptLine(context, call, 'flow', 'Stream', `${String(Number((ms / 1000).toFixed(2)))} s of audio`);
      touchStream(context, record);
    },
  });
  const sendFrame = (startedAt: number, position: number): void => {
    playback.tick();
    if (socket.backlog() > MAX_BACKLOG_BYTES) {
      warn(problem(31930, 'the server reads the audio too slowly'));
      return;
    }
    for (const track of tracks) {
      chunk += 1;
      view.framesSent += 1;
      const at = startedAt + position;
      // Without real audio, words are a tone.
      const payload =
        call.audio[track].read(at)?.toString('base64') ?? FRAMES[call.audibleUntil[track] > at ? track : 'silence'];
      send('media', { media: { track, chunk: String(chunk), timestamp: String(position), payload } });
    }
  };
  const handleMessage = (text: string | undefined): void => {
    if (text === undefined) {
      warn(problem(31950, 'the message is binary'));
      return;
    }
    const command = readCommand(text, streamSid);
    if (typeof command === 'string') {
      warn(problem(31951, command));
      return;
    }
    switch (command.event) {
      case 'media':
        view.audioReceivedMs += command.ms;
        call.audibleUntil.outbound = playback.add(command.ms);
        call.audio.outbound.write(command.audio, timers.now());
        return;
      case 'mark':
        playback.mark(command.name);
        return;
      case 'clear':
        call.audibleUntil.outbound = timers.now();
        call.audio.outbound.cut(timers.now());
        playback.clear();
    }
  };

  const live: LiveStream = {
    record,
    digit(key) {
      if (isStarted) send('dtmf', { dtmf: { track: 'inbound_track', digit: key } });
    },
    stop() {
      if (!call.streams.has(live)) return;
      if (isStarted) send('stop', { stop: { accountSid: context.accountSid, callSid: call.sid } });
      socket.close();
      context.track(socket.closed);
      finish();
    },
  };
  call.streams.add(live);
  const handlers: SocketHandlers = {
    opened() {
      isStarted = true;
      socket.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
      const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
      const about = {
        accountSid: context.accountSid,
        streamSid,
        callSid: call.sid,
        tracks,
        mediaFormat,
        customParameters,
      };
      send('start', { start: about });
      const startedAt = timers.now();
      stopFrames = everyFrame(timers, (position) => {
        sendFrame(startedAt, position);
      });
      post('started');
    },
    message(text) {
      if (bidirectional) handleMessage(text);
    },
    lost(problemText) {
      if (problemText !== undefined) fail(problemText);
      finish();
      onEnd?.();
    },
  };
  const socket = context.sockets.connect(url, handlers, problem, call.sid);
  context.track(socket.opening);
  return live;
}
