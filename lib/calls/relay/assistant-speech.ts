import type { Clock } from '../session/ports';
import type { ChatHistory } from './history';
import { LastWords } from './last-words';
import { Outbox, type RelayConnection } from './outbox';
import { endMessage, textMessage, type TextOptions } from './to-twilio';

/** What the assistant says to the caller. It is sent to Twilio and kept in the history. The end waits for it. */
export class AssistantSpeech {
  private readonly outbox = new Outbox();
  private readonly lastWords: LastWords;

  constructor(
    clock: Clock,
    private readonly history: ChatHistory,
  ) {
    this.lastWords = new LastWords(clock, (command) => {
      this.outbox.send(command);
    });
  }

  /** Twilio says the greeting by itself. */
  greeted(greeting: string): void {
    if (greeting !== '') this.history.assistant(greeting, true);
    this.lastWords.sent(greeting);
  }

  /** The socket is open: sends what waits, and continues to wait for the end. */
  connect(connection: RelayConnection): void {
    this.outbox.connect(connection);
    this.lastWords.resume();
  }

  /** The socket was closed. @returns whether it was the one that is in use */
  disconnect(connection: RelayConnection): boolean {
    return this.outbox.disconnect(connection);
  }

  /** Stops the timers. */
  stop(): void {
    this.lastWords.stop();
  }

  /** Sends a message that is not a text. @throws {TwilioError} `CALL_FAILED` when too much waits for the socket */
  send(command: string): void {
    this.outbox.send(command);
  }

  /**
   * Says a text.
   * @param isLast whether the answer ends with it
   * @param isAside whether the node said it and not the flow
   * @throws {TwilioError} `CALL_FAILED` when too much waits for the socket
   */
  say(text: string, isLast: boolean, options?: TextOptions, isAside = false): void {
    this.outbox.send(textMessage(text, isLast, options));
    this.lastWords.sent(text);
    this.history.assistant(text, isLast, isAside);
  }

  /** The caller has interrupted it. @param heard the part that the caller heard, if Twilio reports it */
  interrupted(heard: string | undefined): void {
    this.history.interrupted(heard);
    this.lastWords.interrupted();
  }

  /** Twilio has played a piece of it. */
  played(piece: string): void {
    this.history.played(piece);
    if (this.history.isHeard) this.lastWords.heard();
  }

  /** Twilio has begun or stopped to speak. */
  speaking(isSpeaking: boolean): void {
    this.lastWords.speaking(isSpeaking);
  }

  /** Ends the conversation after the last words were heard. Without waiting, Twilio would discard them. */
  end(handoffData: string | undefined): void {
    this.lastWords.end(endMessage(handoffData), this.history.isHeard);
  }
}
