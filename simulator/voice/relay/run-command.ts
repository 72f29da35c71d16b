import { addTranscriptLine } from '../call';
import type { CallRecord } from '../../model/call-records';
import type { SimulatorContext } from '../../model/context';
import type { RelayRecord } from '../../model/relay-records';
import type { Assistant } from './assistant';
import type { RelayCommand } from './commands';
import { touchRelay } from './record';

/** The session that a command is for. */
export interface CommandTarget {
  context: SimulatorContext;
  call: CallRecord;
  record: RelayRecord;
  assistant: Assistant;
  /** Ends the session. */
  end(handoffData: string | undefined): void;
}

/**
 * Runs a message of the server.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#sending-messages-to-twilio
 */
export function runRelayCommand({ context, call, record, assistant, end }: CommandTarget, command: RelayCommand): void {
  const { view } = record;
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
    case 'config':
    case 'hints':
      addTranscriptLine(context, call, 'flow', command.type === 'config' ? 'Config' : 'Hints', command.settings);
      return;
    case 'end':
      addTranscriptLine(context, call, 'flow', 'End', command.handoffData);
      // Words that wait are not spoken: the connection closes at once.
      end(command.handoffData);
  }
}
