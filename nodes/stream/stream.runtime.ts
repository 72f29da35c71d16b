import { AUDIO_FORMATS } from '../../lib/audio/format';
import { isEnded } from '../../lib/calls/call-end';
import { invalidValue, wholeNumber } from '../../lib/calls/prompt';
import {
  parameterElements,
  type SocketAddress,
  type StepPlan,
  type StepResult,
  type WaitPlan,
} from '../../lib/calls/session/step-plan';
import { text } from '../../lib/events/params';
import type { AccountNode } from '../../lib/node-red/account-node';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { reported } from '../../lib/node-red/reported-error';
import { createStep, type StepContext } from '../../lib/node-red/step';
import type { Json } from '../../lib/store/store';
import { element, type Twiml } from '../../lib/twiml/element';
import { isEmpty, isObject } from '../../lib/validation/objects';
import { CallStreams } from './call-streams';
import { connect } from './connect';
import { whenDeployedAgain, type Fork } from './forks';
import { isFromStream, notInStream, onlyListens, StreamInput } from './input';
import { KeptForks } from './kept-forks';
import { restartFork, stopFork } from './rest';

interface StreamDef extends NodeDef {
  account?: string;
  /** `both`: the flow hears and speaks, and the call waits. `listen`: it hears, and the call goes on. */
  direction?: 'both' | 'listen';
  /** One of {@link TRACKS}, for `listen`. */
  track?: string;
  /** The format of the audio in the flow, one of {@link AUDIO_FORMATS}. */
  format?: string;
}

const INPUTS = ['frame'] as const;

type Context = StepContext<(typeof INPUTS)[number]>;

/** The output by which the call goes on. The first two are for audio and events. */
const CONTINUE_OUTPUT = 2;

/** https://www.twilio.com/docs/voice/twiml/stream#track */
const TRACKS = ['inbound_track', 'outbound_track', 'both_tracks'] as const;

/** The length of Twilio's frames, in milliseconds. */
const DEFAULT_FRAME_MS = 20;
const MAX_FRAME_MS = 200;

/** @throws {TwilioError} `INVALID_CALL` */
const oneOf = <T extends string>(known: readonly T[], name: string, given: unknown): T =>
  known.find((value) => value === given) ?? invalidValue(name, given, `one of ${known.join(', ')}`);

const streamVerb = ({ url, parameters }: SocketAddress, attributes: Record<string, string> = {}): Twiml =>
  element('Stream', { url, ...attributes }, parameterElements(parameters));

/** A stream in two directions. The call waits until its socket is closed. https://www.twilio.com/docs/voice/twiml/connect */
const connectPlan = (frameMs: number): WaitPlan => ({
  kind: 'wait',
  state: { frameMs },
  verbs: ({ action, socket }) => element('Connect', { action, method: 'POST' }, streamVerb(socket('stream'))),
});

/** The length of a frame, as the session has it. */
const frameOfState = (state: Json | undefined): number => {
  const frameMs: unknown = isObject(state) ? state['frameMs'] : undefined;
  return typeof frameMs === 'number' ? frameMs : DEFAULT_FRAME_MS;
};

/** The audio of a call as Buffers in the flow. */
export function create(red: Red, node: Node, def: StreamDef): void {
  const listens = def.direction === 'listen';
  const track = isEmpty(def.track) ? TRACKS[0] : String(def.track);
  // An unknown format is reported with each message.
  const given = isEmpty(def.format) ? AUDIO_FORMATS[0] : def.format;
  const format = AUDIO_FORMATS.find((known) => known === given) ?? AUDIO_FORMATS[0];
  const calls = new CallStreams(def.id, format);
  const kept = new KeptForks(red, node);

  const planOf = ({ call: { callSid }, msg, inputs, socket, accountNode }: Context): StepPlan => {
    oneOf(AUDIO_FORMATS, 'format', given);
    const frameMs = wholeNumber(inputs.frame, 'frame', DEFAULT_FRAME_MS, MAX_FRAME_MS) ?? DEFAULT_FRAME_MS;
    if (!listens) {
      calls.delete(callSid);
      return connectPlan(frameMs);
    }
    oneOf(TRACKS, 'track', track);
    // A call that passes again has its stream already.
    if (calls.get(callSid)?.live !== undefined)
      return { kind: 'append', verbs: '<!-- The stream is open already. -->' };
    const verb = element('Start', {}, streamVerb(socket('stream'), { track }));
    const fork = { msg: red.util.cloneMessage(msg), frameMs };
    Object.assign(calls.of(callSid), fork);
    kept.started(accountNode, callSid, fork);
    return { kind: 'append', verbs: verb };
  };

  createStep(red, node, def, {
    event: 'stream',
    inputs: INPUTS,
    socket: 'stream',
    output: CONTINUE_OUTPUT,
    hasResultAfterHangUp: true,
    hungUpOutput: CONTINUE_OUTPUT,
    keepsPayload: true,
    done: translate(red, 'status.listens'),
    plan: planOf,
    connected(socket, context) {
      const forkMs = calls.get(context.call.callSid)?.frameMs ?? DEFAULT_FRAME_MS;
      const frameMs = context.isWaiting ? frameOfState(context.state) : forkMs;
      connect(socket, context, { calls, format, frameMs, speaks: !listens, kept });
    },
    live(msg, call, isHere) {
      const input = new StreamInput(msg);
      const { callSid } = call;
      const entry = calls.get(callSid);
      const isForStream = (): boolean => input.hasControls || isFromStream(msg);
      // After a deployment, the stream is opened again.
      if (!isHere || !(entry?.end === undefined || entry.end === 'deployment')) {
        if (isHere || isForStream()) throw notInStream(callSid);
        return false;
      }
      if (listens) {
        if (!isForStream()) return false;
        if (!input.stop) throw onlyListens();
        stopFork(red, def, call, entry?.sid ?? '').catch((error: unknown) => {
          node.error(reported(error), msg);
        });
        return true;
      }
      input.assertUsable();
      const playback = entry?.playback ?? calls.playbackOf(callSid);
      if (input.clear) (entry?.live ?? playback.pacer).clear();
      if (input.audio !== undefined) playback.play(input.audio);
      if (input.mark !== undefined) playback.mark(input.mark);
      if (!input.stop) return true;
      if (entry?.live === undefined) throw notInStream(callSid);
      entry.live.close();
      return true;
    },
    result({ params, state, socketEnd = 'none' }, { event: { callSid, status = '' } }): StepResult {
      // Only after a restart: the flow goes on from here.
      if (listens) return { kind: 'leave', output: CONTINUE_OUTPUT, payload: undefined, twilio: {}, summary: '' };
      const sid = calls.get(callSid)?.sid ?? text(params, 'StreamSid');
      if (socketEnd === 'deployment' && !isEnded(status)) {
        return { kind: 'again', plan: connectPlan(frameOfState(state)) };
      }
      calls.delete(callSid);
      const stream = { ...(sid === undefined ? {} : { sid }), end: socketEnd };
      const summary = translate(red, socketEnd === 'none' ? 'status.notStreamed' : 'status.streamed');
      return { kind: 'leave', output: CONTINUE_OUTPUT, payload: undefined, twilio: { stream }, summary };
    },
  });

  const restart = ({ call, msg, frameMs }: Fork, owner?: AccountNode): void => {
    const { callSid } = call;
    const forget = (): void => {
      calls.delete(callSid);
      kept.ended(callSid);
    };
    if (!listens) {
      forget();
      return;
    }
    Object.assign(calls.of(callSid), { msg, frameMs });
    restartFork(red, def, call, track, owner).then(
      (isStarted) => {
        if (!isStarted) forget();
      },
      (error: unknown) => {
        forget();
        node.error(reported(error), msg);
      },
    );
  };
  whenDeployedAgain(red, node.id, restart);
  kept.whenRestarted(restart);
}
