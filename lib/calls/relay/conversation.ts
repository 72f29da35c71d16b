import type { ConversationPorts } from './conversation-ports';
import { readFlowInput, turnOf, type FlowInput } from './flow-input';
import { readFromTwilio, type FromTwilio } from './from-twilio';
import { ChatHistory, type ChatMessage } from './history';
import { LastWords } from './last-words';
import { Outbox, type RelayConnection } from './outbox';
import { conversationEnded } from './relay-errors';
import { isSubscribed, relayEvent } from './relay-event';
import type { EndReason, RelayState } from './relay-state';
import { Prompter } from './prompter';
import { endMessage, textMessage } from './to-twilio';
import { Turns } from './turns';

/** How long after a key its interruption can come, in milliseconds. Twilio sends the key first. */
const KEY_MS = 1000;

/** One conversation of a call with a flow, over ConversationRelay. It outlives a socket that is lost. */
export class Conversation {
  private readonly history: ChatHistory;
  private readonly turns = new Turns();
  private readonly prompter: Prompter;
  private readonly outbox = new Outbox();
  private readonly lastWords: LastWords;
  /** The turn of what the caller is about to say. */
  private nextTurn: string;
  private wasUnreadable = false;
  /** The turn of what the caller has said last. */
  private lastTurn = '';
  private lastKey = { turn: '', at: 0 };
  /** From Twilio's `setup`. */
  sessionId = '';

  /** @param state of a new conversation, or of one that was kept */
  constructor(
    private readonly state: RelayState,
    private readonly ports: ConversationPorts,
  ) {
    this.prompter = new Prompter(ports.clock, state.settings, {
      say: (text) => {
        this.aside(text);
      },
      end: (reason) => {
        this.end(reason);
      },
      isEnding: () => this.isEnding,
    });
    this.lastWords = new LastWords(ports.clock, (command) => {
      this.outbox.send(command);
    });
    this.nextTurn = ports.newTurn();
    this.history = new ChatHistory(state.settings.systemPrompt);
    this.history.restore(state.history);
    this.turns.restore(state.turns);
  }

  get messages(): ChatMessage[] {
    return this.history.messages();
  }

  get isEnding(): boolean {
    return this.state.endReason !== undefined;
  }

  /** The socket is open. Twilio's `setup` comes by {@link received}. */
  connected(connection: RelayConnection): void {
    const { state, ports } = this;
    const { greeting } = state.settings;
    this.wasUnreadable = false;
    if (state.startedAt === undefined) {
      state.startedAt = ports.clock.now();
      if (greeting !== '') this.history.assistant(greeting, true);
      this.lastWords.sent(greeting);
      this.prompter.listen(greeting);
    } else this.prompter.listen('');
    this.outbox.connect(connection);
    this.prompter.limit(state.startedAt);
    this.changed();
  }

  /** The socket was closed. The conversation goes on when it is opened again. */
  disconnected(connection: RelayConnection): void {
    if (!this.outbox.disconnect(connection)) return;
    this.close();
    this.changed();
  }

  /** The socket was lost, and is opened again. @param losses how often since the caller has last spoken */
  lost(losses: number): void {
    this.state.losses = losses;
  }

  /** Takes a message from Twilio. It never throws. */
  received(text: string): void {
    const message = readFromTwilio(text);
    switch (message.type) {
      case 'invalid':
        if (!this.wasUnreadable) this.ports.unreadable(message.reason);
        this.wasUnreadable = true;
        return;
      case 'prompt':
        this.prompted(message);
        return;
      case 'interrupt':
        this.interrupted(message);
        return;
      case 'setup':
        this.sessionId = message.sessionId;
        this.ports.event({ ...relayEvent(message), turn: this.turns.add(this.ports.newTurn()) });
        return;
      case 'dtmf':
        this.prompter.listen('');
        this.lastKey = { turn: this.turns.add(this.ports.newTurn()), at: this.ports.clock.now() };
        this.ports.event({ ...relayEvent(message), turn: this.lastKey.turn });
        return;
      case 'info':
        this.informed(message);
        return;
      default:
        this.ports.event(relayEvent(message));
    }
  }

  /**
   * Takes a message of the flow.
   * @returns whether it was said or done. A text for a turn that is over is dropped.
   * @throws {TwilioError} `INVALID_CALL` for a message that says nothing; `CALL_ENDED` when the conversation has ended
   */
  spoken(msg: Readonly<Record<string, unknown>>): boolean {
    const input = readFlowInput(msg, this.state.settings.answers);
    if (this.isEnding) throw conversationEnded();
    const turn = turnOf(msg);
    if (input.kind === 'text') return this.say(input, turn);
    for (const command of input.commands) this.outbox.send(command);
    if (input.commands.length > 0) this.prompter.listen('');
    if (input.end !== undefined) this.end('flow', input.end.handoffData);
    return true;
  }

  /** Stops the timers. */
  close(): void {
    this.prompter.stop();
    this.lastWords.stop();
  }

  private say({ text, isLast, options }: Extract<FlowInput, { kind: 'text' }>, turn: string): boolean {
    if (turn !== '' && !this.turns.isOpen(turn)) return false;
    // A piece without text says nothing, and the filler may still be needed.
    if (text === '' && !isLast) return true;
    this.outbox.send(textMessage(text, isLast, options));
    this.lastWords.sent(text);
    this.prompter.stopFiller();
    this.turns.spoken(turn, isLast);
    this.history.assistant(text, isLast);
    if (isLast) {
      this.prompter.listen(this.history.lastUtterance);
      this.changed();
    } else this.prompter.stopSilence();
    return true;
  }

  private prompted({ text, lang, last, raw }: Extract<FromTwilio, { type: 'prompt' }>): void {
    this.prompter.callerSpeaks();
    if (text === '' || this.isEnding) return;
    const turn = this.nextTurn;
    if (last) {
      this.lastTurn = this.turns.begin(turn);
      this.nextTurn = this.ports.newTurn();
      this.history.user(text);
      this.state.losses = 0;
      this.prompter.waitForFlow(() => this.turns.isThinking(turn));
      this.changed();
    }
    this.ports.said({ text, lang, last, turn, messages: this.messages, raw });
  }

  private interrupted(message: Extract<FromTwilio, { type: 'interrupt' }>): void {
    const now = this.ports.clock.now();
    this.turns.interrupt(now - this.lastKey.at <= KEY_MS ? this.lastKey.turn : undefined);
    this.prompter.stopFiller();
    this.history.interrupted(message.heard);
    this.prompter.listen('');
    this.lastWords.interrupted();
    this.changed();
    this.ports.event(relayEvent(message));
  }

  private informed(message: Extract<FromTwilio, { type: 'info' }>): void {
    const { name, value } = message;
    if (name === 'tokensPlayed' && typeof value === 'string') {
      this.history.played(value);
      if (this.history.isHeard) this.lastWords.heard();
    } else if (name === 'agentSpeaking') {
      this.prompter.stopSilence();
      this.lastWords.speaking(value !== 'off');
      if (value === 'off' && !this.turns.isThinking(this.lastTurn)) this.prompter.listen('');
    }
    if (isSubscribed(name, this.state.settings.events)) this.ports.event(relayEvent(message));
  }

  /** The node says something by itself. */
  private aside(text: string): void {
    this.outbox.send(textMessage(text, true));
    this.lastWords.sent(text);
    this.history.assistant(text, true, true);
  }

  /** Ends the conversation when the last words were heard: Twilio ends it at once, and throws the rest away. */
  private end(reason: EndReason, handoffData?: string): void {
    if (this.isEnding) return;
    this.state.endReason = reason;
    if (handoffData !== undefined) this.state.handoffData = handoffData;
    this.prompter.stop();
    this.lastWords.end(endMessage(handoffData), this.history.isHeard);
    this.changed();
  }

  private changed(): void {
    this.state.history = this.history.toJson();
    this.state.turns = this.turns.toJson();
    this.ports.changed(this.state);
  }
}
