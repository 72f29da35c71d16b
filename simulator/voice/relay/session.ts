import type { CallRecord } from '../../model/call-records';
import type { CallStatus } from '../../model/calls';
import type { SimulatorContext } from '../../model/context';
import type { RelayEnd, RelayProblem } from '../../model/relay-records';
import type { FormPairs } from '../../model/webhooks';
import { relayParams } from './action-params';
import { createAssistant } from './assistant';
import { connectRelay } from './connection';
import { incomingMessages } from './incoming';
import { promptLanguage, type RelayEvents, type RelayOptions } from './options';
import { createPersonInput, type PersonInput } from './person-input';
import { problemTitle, relayProblem } from './problems';
import { createPrompts } from './prompts';
import { touchRelay } from './record';
import { runRelayCommand, type CommandTarget } from './run-command';
import { newRelay, setupMessage } from './setup';

/** A session that is connected, or connecting. */
export interface LiveRelay extends PersonInput {
  /** The call has ended, or does something else: closes the connection, without `onEnd`. */
  stop(): void;
  /** The parameters of the action request. */
  params(): FormPairs;
}

const MALFORMED_REASON = 'Too many consecutive malformed messages.';
/** The reason of a normal close. Others have seen it: https://github.com/ivy/thicket */
const CLOSE_REASON = 'Closing websocket session';

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

  const info = (event: RelayEvents, name: string, value: string): void => {
    if (options.events.has(event)) connection.send({ type: 'info', name, value });
  };
  const logError = (text: string): void => {
    connection.error(text);
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
      connection.send({ type: 'interrupt', utteranceUntilInterrupt: text, durationUntilInterruptMs: ms });
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
        connection.send({ type: 'prompt', voicePrompt: text, lang: promptLanguage(view.transcriptionLanguage), last });
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
    connection.close(code, reason);
    finish(end);
  };
  const failed = (code: RelayProblem): RelayEnd => ({ status: 'failed', code, message: problemTitle(code) });
  const endWith = (end: RelayEnd, code?: number, reason?: string): void => {
    close(end, code, reason);
    onEnd(end);
  };

  const target: CommandTarget = {
    context,
    call,
    record,
    assistant,
    end(handoffData) {
      endWith({ status: 'ended', handoffData });
    },
  };
  const receive = incomingMessages({
    command(command) {
      runRelayCommand(target, command);
    },
    problem: logError,
    invalid(description) {
      connection.send({ type: 'error', description });
    },
    tooManyInvalid() {
      endWith(failed(64105), 1007, MALFORMED_REASON);
    },
  });
  const connection = connectRelay(
    context,
    { url: options.url, reconnects: options.reconnects, callSid: call.sid },
    {
      opened() {
        // Also for a new socket. It is not settled whether its `setup` has other members.
        connection.send(setupMessage(context, call, record, status));
        if (isOpen) return;
        isOpen = true;
        if (options.invalidArgument === undefined) {
          assistant.greet();
          return;
        }
        const text = relayProblem(64106, options.invalidArgument);
        logError(text);
        connection.send({ type: 'error', description: text });
        endWith(failed(64106));
      },
      message(text) {
        if (isOpen) receive(text);
      },
      dropped(problem) {
        view.reconnections += 1;
        connection.error(problem);
        touchRelay(context, record);
      },
      problem: logError,
      lost(problem) {
        const end = failed(isOpen ? 64105 : 64102);
        logError(problem);
        finish(end);
        onEnd(end);
      },
    },
  );
  const input = createPersonInput(options, assistant, prompts, (key) => {
    connection.send({ type: 'dtmf', digit: key });
  });

  return {
    digit(key) {
      if (isOpen) input.digit(key);
    },
    speech(text, ms) {
      if (isOpen) input.speech(text, ms);
    },
    speaking() {
      if (isOpen) input.speaking();
    },
    stop() {
      if (ended === undefined) close({ status: 'completed' });
    },
    params: () => relayParams(record, ended ?? { status: 'completed' }, timers.now()),
  };
}
