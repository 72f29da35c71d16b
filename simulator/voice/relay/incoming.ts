import { readRelayCommand, type RelayCommand } from './commands';
import { relayProblem } from './problems';

/** https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#handling-errors */
const MAX_MALFORMED = 10;

/** What the messages of the server mean. */
export interface IncomingEvents {
  command(command: RelayCommand): void;
  /** An error for the log. */
  problem(text: string): void;
  /** A message is not valid. The server gets this description. */
  invalid(description: string): void;
  /** Too many messages in a row were not valid. */
  tooManyInvalid(): void;
}

/** Reads the messages of a server. @returns a function for each message, which is undefined when it is binary */
export function incomingMessages(events: IncomingEvents): (text: string | undefined) => void {
  let malformed = 0;
  return (text) => {
    const read = text === undefined ? 'the message is binary' : readRelayCommand(text);
    if (typeof read !== 'string') {
      malformed = 0;
      const { command, unknown } = read;
      // The pages do not say what becomes of other properties.
      const [name] = unknown;
      if (name !== undefined)
        events.problem(`a ${command.type} message has no property "${name.slice(0, 50)}"; it is ignored`);
      events.command(command);
      return;
    }
    malformed += 1;
    events.problem(relayProblem(64107, read));
    events.invalid(`Invalid message received, code: 64107, ${(text ?? '').slice(0, 1000)}`);
    if (malformed === MAX_MALFORMED) events.tooManyInvalid();
  };
}
