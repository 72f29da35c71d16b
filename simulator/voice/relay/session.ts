import { addTranscriptLine } from '../call';
import type { CallRecord } from '../../model/call-records';
import type { CallStatus } from '../../model/calls';
import type { SimulatorContext } from '../../model/context';
import type { RelayEnd, RelayProblem } from '../../model/relay-records';
import type { FormPairs } from '../../model/webhooks';
import { relayParams } from './action-params';
import { createAssistant } from './assistant';
import { readRelayCommand, type RelayCommand } from './commands';
import { includesInput, promptLanguage, type RelayEvents, type RelayOptions } from './options';
import { connectionProblem, problemTitle, relayProblem } from './problems';
import { createPrompts } from './prompts';
import { touchRelay } from './record';
import { newRelay, setupMessage } from './setup';

/** A session that is connected, or connecting. */
export interface LiveRelay {
  /** The person presses a key. */
  digit(key: string): void;
  /** The person speaks for `ms`. */
  speech(text: string, ms: number): void;
  /** The person begins to speak. The words follow. */
  speaking(): void;
  /** The call has ended, or does something else: closes the connection, without `onEnd`. */
  stop(): void;
  /** The parameters of the action request. */
  params(): FormPairs;
}

/** https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#handling-errors */
const MAX_MALFORMED = 10;
const MALFORMED_REASON = 'Too many consecutive malformed messages.';
/** The reason of a normal close, as others have seen it: https://github.com/ivy/thicket */
const CLOSE_REASON = 'Closing websocket session';
/** What `ignoreBackchannel` ignores. The page has examples only. Whether it ignores them in a silence too is not settled. */
const BACKCHANNEL = /^(yeah|yep|uh[- ]?huh|ok|okay|m+[- ]?hm+|hm+|right)[.!]?$/i;

/**
 * Connects a call to the server of an assistant: what the person says becomes prompts, and what the server sends is heard at
 * a speaking rate. https://www.twilio.com/docs/voice/conversationrelay/websocket-messages
 *
 * Where the pages are silent, it does what others have recorded of real calls: https://github.com/ivy/thicket
 *
 * @param status the status of the call before the verb
 * @param onEnd called when the server ends the session, or when it fails; not after `stop`
 */
export function startRelay(
  context: SimulatorContext,
  call: CallRecord,
  options: RelayOptions,
  status: CallStatus,
  onEnd: (end: RelayEnd) => void,
): LiveRelay {
  const { timers } = context;
  const record = newRelay(context, call, options);
  const { view } = record;
  let isOpen = false;
  let ended: RelayEnd | undefined;
  let malformed = 0;

  const info = (event: RelayEvents, name: string, value: string): void => {
    if (options.events.has(event)) socket.send({ type: 'info', name, value });
  };
  const logError = (text: string): void => {
    socket.line.error(text);
    view.error ??= text;
    touchRelay(context, record);
  };
  const assistant = createAssistant(context, call, options, {
    speaking(on) {
      if (view.speaking === on) return;
      view.speaking = on;
      touchRelay(context, record);
      info('speaker-events', 'agentSpeaking', on ? 'on' : 'off');
    },
    played(text) {
      info('tokens-played', 'tokensPlayed', text);
    },
    interrupted(text, ms) {
      view.interruptions += 1;
      socket.send({ type: 'interrupt', utteranceUntilInterrupt: text, durationUntilInterruptMs: ms });
    },
  });
  const prompts = createPrompts(
    timers,
    { pauseMs: options.pauseMs, partial: options.partialPrompts },
    {
      speaking(on) {
        info('speaker-events', 'clientSpeaking', on ? 'on' : 'off');
      },
      prompt(text, last) {
        socket.send({ type: 'prompt', voicePrompt: text, lang: promptLanguage(view.transcriptionLanguage), last });
        if (!last) return;
        view.prompts += 1;
        touchRelay(context, record);
      },
    },
  );

  const finish = (end: RelayEnd): void => {
    ended = end;
    isOpen = false;
    assistant.stop();
    prompts.stop();
    view.speaking = false;
    view.status = end.status;
    touchRelay(context, record);
  };
  const close = (end: RelayEnd, code = 1000, reason = CLOSE_REASON): void => {
    socket.close(code, reason);
    context.track(socket.closed);
    finish(end);
  };
  const failed = (code: RelayProblem): RelayEnd => ({ status: 'failed', code, message: problemTitle(code) });
  const endWith = (end: RelayEnd, code?: number, reason?: string): void => {
    close(end, code, reason);
    onEnd(end);
  };

  const handle = (command: RelayCommand): void => {
    switch (command.type) {
      case 'text':
        assistant.text(command);
        return;
      case 'play':
        assistant.play(command);
        return;
      case 'sendDigits':
        assistant.digits(command.digits);
        return;
      case 'language':
        view.ttsLanguage = command.ttsLanguage ?? view.ttsLanguage;
        view.transcriptionLanguage = command.transcriptionLanguage ?? view.transcriptionLanguage;
        addTranscriptLine(context, call, 'flow', 'Language', `${view.ttsLanguage}, ${view.transcriptionLanguage}`);
        touchRelay(context, record);
        return;
      case 'end':
        addTranscriptLine(context, call, 'flow', 'End', command.handoffData);
        // Words that wait are not spoken: the connection closes at once.
        endWith({ status: 'ended', handoffData: command.handoffData });
    }
  };
  const receive = (text: string | undefined): void => {
    const read = text === undefined ? 'the message is binary' : readRelayCommand(text);
    if (typeof read !== 'string') {
      malformed = 0;
      const { command, unknown } = read;
      // The pages do not say what becomes of other properties.
      const [name] = unknown;
      if (name !== undefined)
        logError(`a ${command.type} message has no property "${name.slice(0, 50)}"; it is ignored`);
      handle(command);
      return;
    }
    malformed += 1;
    logError(relayProblem(64107, read));
    const description = `Invalid message received, code: 64107, ${(text ?? '').slice(0, 1000)}`;
    socket.send({ type: 'error', description });
    if (malformed === MAX_MALFORMED) endWith(failed(64105), 1007, MALFORMED_REASON);
  };

  const socket = context.sockets.connect(
    options.url,
    {
      opened() {
        isOpen = true;
        socket.send(setupMessage(context, call, record, status));
        if (options.invalidArgument === undefined) {
          assistant.greet();
          return;
        }
        const text = relayProblem(64106, options.invalidArgument);
        logError(text);
        socket.send({ type: 'error', description: text });
        endWith(failed(64106));
      },
      message(text) {
        if (isOpen) receive(text);
      },
      lost(problemText) {
        const end = failed(isOpen ? 64105 : 64102);
        logError(problemText ?? relayProblem(64105, 'the server has closed the connection'));
        finish(end);
        onEnd(end);
      },
    },
    connectionProblem,
    call.sid,
  );
  context.track(socket.opening);

  return {
    digit(key) {
      if (!isOpen) return;
      const current = assistant.current();
      const interrupts = current !== undefined && includesInput(current.interruptible, 'dtmf');
      const isReported = current === undefined || interrupts || includesInput(options.reported, 'dtmf');
      // Before `interrupt`, as others have seen. That a key interrupts without `dtmfDetection` is not settled.
      if (options.dtmfDetection && isReported) socket.send({ type: 'dtmf', digit: key });
      if (interrupts) assistant.interrupt();
    },
    speech(text, ms) {
      if (!isOpen) return;
      const current = assistant.current();
      const isIgnored = current !== undefined && options.ignoreBackchannel && BACKCHANNEL.test(text);
      const interrupts = current !== undefined && !isIgnored && includesInput(current.interruptible, 'speech');
      const isReported =
        current === undefined || interrupts || (!isIgnored && includesInput(options.reported, 'speech'));
      prompts.begin();
      if (interrupts) assistant.interrupt();
      prompts.speech(text, ms, isReported);
    },
    speaking() {
      const current = assistant.current();
      // Whether it is an acknowledgement is known with the words only.
      if (!isOpen || options.ignoreBackchannel) return;
      // What cannot interrupt is not reported either, so that nothing begins.
      if (current !== undefined && !includesInput(current.interruptible, 'speech')) return;
      prompts.begin();
      assistant.interrupt();
    },
    stop() {
      if (ended === undefined) close({ status: 'completed' });
    },
    params: () => relayParams(record, ended ?? { status: 'completed' }, timers.now()),
  };
}
