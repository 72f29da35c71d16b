import { AssistantSpeech } from './assistant-speech';
import { CallerTurns } from './caller-turns';
import type { ConversationPorts } from './conversation-ports';
import { ConversationTimers } from './conversation-timers';
import { readFlowInput, turnOf, type FlowInput } from './flow-input';
import { readFromTwilio, type FromTwilio } from './from-twilio';
import { ChatHistory, type ChatMessage } from './history';
import type { RelayConnection } from './outbox';
import { conversationEnded } from './relay-errors';
import { isSubscribed, relayEvent } from './relay-event';
import type { EndReason, RelayState } from './relay-state';

/** One conversation of a call with a flow, over ConversationRelay. It outlives a socket that is lost. */
export class Conversation {
  private readonly history: ChatHistory;
  private readonly turns: CallerTurns;
  private readonly timers: ConversationTimers;
  private readonly speech: AssistantSpeech;
  private wasUnreadable = false;
  /** Whether the caller's words are not kept yet. */
  private hasUnkept = false;
  /** From Twilio's `setup`. */
  sessionId = '';

  /** @param state of a new conversation, or of one that was kept */
  constructor(
    private readonly state: RelayState,
    private readonly ports: ConversationPorts,
  ) {
    this.timers = new ConversationTimers({
      clock: ports.clock,
      settings: state.settings,
      isEnding: () => this.isEnding,
      isThinking: (turn) => this.turns.isThinking(turn),
      say: (text) => {
        this.speech.say(text, true, undefined, true);
      },
      end: (reason) => {
        this.end(reason);
      },
    });
    this.turns = new CallerTurns(ports);
    this.history = new ChatHistory(state.settings.systemPrompt);
    this.history.restore(state.history);
    this.speech = new AssistantSpeech(ports.clock, this.history);
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
      this.speech.greeted(greeting);
      this.timers.listen(greeting);
    } else this.timers.listen('');
    this.speech.connect(connection);
    this.timers.limit(state.startedAt);
    this.changed();
  }

  /** The socket was closed. The conversation goes on when it is opened again. */
  disconnected(connection: RelayConnection): void {
    if (!this.speech.disconnect(connection)) return;
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
        this.ports.event({ ...relayEvent(message), turn: this.turns.happened() });
        return;
      case 'dtmf':
        this.timers.listen('');
        this.ports.event({ ...relayEvent(message), turn: this.turns.keyPressed() });
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
    for (const command of input.commands) this.speech.send(command);
    if (input.commands.length > 0) this.timers.listen('');
    if (input.end !== undefined) this.end('flow', input.end.handoffData);
    return true;
  }

  /** Stops the timers. */
  close(): void {
    this.timers.stopAll();
    this.speech.stop();
  }

  private say({ text, isLast, options }: Extract<FlowInput, { kind: 'text' }>, turn: string): boolean {
    if (turn !== '' && !this.turns.isOpen(turn)) return false;
    // A piece without text says nothing, and the filler may still be needed.
    if (text === '' && !isLast) return true;
    this.speech.say(text, isLast, options);
    this.timers.stopFiller();
    this.turns.spoken(turn, isLast);
    if (isLast) {
      this.timers.listen(this.history.lastUtterance);
      this.changed();
    } else this.timers.stopSilence();
    return true;
  }

  private prompted({ text, lang, last, raw }: Extract<FromTwilio, { type: 'prompt' }>): void {
    this.timers.callerSpoke();
    if (text === '' || this.isEnding) return;
    const turn = last ? this.turns.said() : this.turns.next;
    if (last) {
      this.history.user(text);
      this.state.losses = 0;
      this.timers.waitForFlow(turn);
    }
    this.hasUnkept ||= last;
    // First the flow, because the caller waits. When it answers at once, the caller's words are kept with its answer.
    this.ports.said({ text, lang, last, turn, messages: this.messages, raw });
    if (this.hasUnkept) this.changed();
  }

  private interrupted(message: Extract<FromTwilio, { type: 'interrupt' }>): void {
    this.turns.interrupted();
    this.timers.stopFiller();
    this.speech.interrupted(message.heard);
    this.timers.listen('');
    this.changed();
    this.ports.event(relayEvent(message));
  }

  private informed(message: Extract<FromTwilio, { type: 'info' }>): void {
    const { name, value } = message;
    if (name === 'tokensPlayed' && typeof value === 'string') this.speech.played(value);
    else if (name === 'agentSpeaking') {
      this.timers.stopSilence();
      this.speech.speaking(value !== 'off');
      if (value === 'off' && !this.turns.isFlowThinking) this.timers.listen('');
    }
    if (isSubscribed(name, this.state.settings.events)) this.ports.event(relayEvent(message));
  }

  private end(reason: EndReason, handoffData?: string): void {
    if (this.isEnding) return;
    this.state.endReason = reason;
    if (handoffData !== undefined) this.state.handoffData = handoffData;
    this.timers.stopAll();
    this.speech.end(handoffData);
    this.changed();
  }

  private changed(): void {
    this.hasUnkept = false;
    this.state.history = this.history.toJson();
    this.state.turns = this.turns.toJson();
    this.ports.changed(this.state);
  }
}
