import type { Clock } from '../session/ports';
import { readFlowInput, turnOf, type FlowInput } from './flow-input';
import { readFromTwilio, type FromTwilio, type RawMessage } from './from-twilio';
import { ChatHistory, type ChatMessage } from './history';
import { conversationEnded, noRoom } from './relay-errors';
import { relayEvent, type RelayEvent } from './relay-event';
import type { EndReason, RelayState } from './relay-state';
import { SpeechTimers, spokenMs } from './speech-timers';
import { endMessage, textMessage } from './to-twilio';
import { Turns } from './turns';

/** What a conversation tells its node. */
export interface Said {
  text: string;
  lang: string | undefined;
  /** False for a partial result. Then the history does not have it, and the turn is not open yet. */
  last: boolean;
  turn: string;
  messages: ChatMessage[];
  raw: RawMessage;
}

/** What a conversation needs. */
export interface ConversationPorts {
  clock: Clock;
  /** An id that no other turn has. */
  newTurn(): string;
  said(said: Said): void;
  event(event: RelayEvent): void;
  /** The state is to be kept. */
  changed(state: RelayState): void;
  /** A message of Twilio's that cannot be read. Called once for each connection. */
  unreadable(reason: string): void;
}

/** The other side of the socket. */
export interface RelayConnection {
  send(text: string): void;
}

/** The most messages that wait for the socket to be opened again. */
const MAX_WAITING = 500;

type Timer = 'filler' | 'silence' | 'duration' | 'end';

/** How much longer than estimated the last words may take when Twilio does not report their end, in milliseconds. */
const END_MARGIN_MS = 1000;

/** A pause between two pieces of speech is not its end, in milliseconds. */
const PAUSE_MS = 300;

/** How long after a key its interruption can come, in milliseconds. Twilio sends the key first. */
const KEY_MS = 1000;

/** The names of Twilio's information, and the events that one subscribes to for them. */
const SUBSCRIPTIONS: Readonly<Record<string, string>> = {
  tokensPlayed: 'tokens-played',
  agentSpeaking: 'speaker-events',
  clientSpeaking: 'speaker-events',
};

/** One conversation of a call with a flow, over ConversationRelay. It outlives a socket that is lost. */
export class Conversation {
  private readonly history: ChatHistory;
  private readonly turns = new Turns();
  private readonly timers: SpeechTimers<Timer>;
  private connection: RelayConnection | undefined;
  /** What is to be sent when the socket is open again. */
  private waiting: string[] = [];
  /** The turn of what the caller is about to say. */
  private nextTurn: string;
  private wasUnreadable = false;
  private hasAsked = false;
  /** The turn of what the caller has said last. */
  private lastTurn = '';
  private lastKey = { turn: '', at: 0 };
  /** About when everything that was sent is spoken, in milliseconds since 1970. */
  private spokenAt = 0;
  /** Ends the conversation, when the last words were heard. */
  private endCommand: string | undefined;
  /** From Twilio's `setup`. */
  sessionId = '';

  /** @param state of a new conversation, or of one that was kept */
  constructor(
    private readonly state: RelayState,
    private readonly ports: ConversationPorts,
  ) {
    this.timers = new SpeechTimers(ports.clock);
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
    const { greeting, maxDurationMs } = state.settings;
    this.connection = connection;
    this.wasUnreadable = false;
    if (state.startedAt === undefined) {
      state.startedAt = ports.clock.now();
      if (greeting !== '') this.history.assistant(greeting, true);
      this.speaks(greeting);
      this.listen(greeting);
    } else this.listen('');
    for (const text of this.waiting.splice(0)) connection.send(text);
    if (maxDurationMs !== undefined) {
      const left = state.startedAt + maxDurationMs - ports.clock.now();
      this.timers.start('duration', Math.max(0, left), () => {
        this.end('max-duration');
      });
    }
    this.changed();
  }

  /** The socket was closed. The conversation goes on when it is opened again. */
  disconnected(connection: RelayConnection): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    this.timers.stopAll();
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
        this.listen('');
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
    for (const command of input.commands) this.send(command);
    if (input.commands.length > 0) this.listen('');
    if (input.end !== undefined) this.end('flow', input.end.handoffData);
    return true;
  }

  /** Stops the timers. */
  close(): void {
    this.timers.stopAll();
    this.connection = undefined;
  }

  private say({ text, isLast, options }: Extract<FlowInput, { kind: 'text' }>, turn: string): boolean {
    if (turn !== '' && !this.turns.isOpen(turn)) return false;
    // A piece without text says nothing, and the filler may still be needed.
    if (text === '' && !isLast) return true;
    this.send(textMessage(text, isLast, options));
    this.speaks(text);
    this.timers.stop('filler');
    this.turns.spoken(turn, isLast);
    this.history.assistant(text, isLast);
    if (isLast) {
      this.listen(this.history.lastUtterance);
      this.changed();
    } else this.timers.stop('silence');
    return true;
  }

  private prompted({ text, lang, last, raw }: Extract<FromTwilio, { type: 'prompt' }>): void {
    this.timers.stop('silence');
    this.hasAsked = false;
    if (text === '' || this.isEnding) return;
    const turn = this.nextTurn;
    if (last) {
      this.lastTurn = this.turns.begin(turn);
      this.nextTurn = this.ports.newTurn();
      this.history.user(text);
      this.state.losses = 0;
      this.waitForFlow(turn);
      this.changed();
    }
    this.ports.said({ text, lang, last, turn, messages: this.messages, raw });
  }

  private interrupted(message: Extract<FromTwilio, { type: 'interrupt' }>): void {
    const now = this.ports.clock.now();
    this.turns.interrupt(now - this.lastKey.at <= KEY_MS ? this.lastKey.turn : undefined);
    this.timers.stop('filler');
    this.history.interrupted(message.heard);
    this.spokenAt = now;
    this.listen('');
    this.sendEnd();
    this.changed();
    this.ports.event(relayEvent(message));
  }

  private informed(message: Extract<FromTwilio, { type: 'info' }>): void {
    const { name, value } = message;
    if (name === 'tokensPlayed' && typeof value === 'string') {
      this.history.played(value);
      if (this.history.isHeard) this.sendEnd();
    } else if (name === 'agentSpeaking') {
      this.timers.stop('silence');
      if (this.endCommand !== undefined) this.waitForEnd(value === 'off' ? PAUSE_MS : this.unspokenMs);
      else if (value === 'off' && !this.turns.isThinking(this.lastTurn)) this.listen('');
    }
    const subscription = Object.hasOwn(SUBSCRIPTIONS, name) ? SUBSCRIPTIONS[name] : undefined;
    if (subscription !== undefined && !this.state.settings.events.includes(subscription)) return;
    this.ports.event(relayEvent(message));
  }

  /** The caller has said something: the filler is heard when the flow takes long. */
  private waitForFlow(turn: string): void {
    const { filler } = this.state.settings;
    this.timers.stop('filler');
    if (filler === undefined) return;
    this.timers.start('filler', filler.afterMs, () => {
      if (!this.turns.isThinking(turn) || this.isEnding) return;
      this.aside(filler.text);
    });
  }

  /** Nobody has to answer: after a while, the caller is asked whether they are still there. @param text that is spoken now */
  private listen(text: string): void {
    const { silence } = this.state.settings;
    if (silence === undefined || this.isEnding) return;
    this.timers.start('silence', silence.afterMs + spokenMs(text), () => {
      if (this.hasAsked) {
        this.end('silence');
        return;
      }
      this.hasAsked = true;
      this.aside(silence.text);
      this.listen(silence.text);
    });
  }

  /** The node says something by itself. */
  private aside(text: string): void {
    this.send(textMessage(text, true));
    this.speaks(text);
    this.history.assistant(text, true, true);
  }

  /** A text was sent, and is spoken after what was sent before. */
  private speaks(text: string): void {
    this.spokenAt = Math.max(this.spokenAt, this.ports.clock.now()) + spokenMs(text);
  }

  /** How long it takes until everything that was sent is spoken, about. */
  private get unspokenMs(): number {
    const left = this.spokenAt - this.ports.clock.now();
    return left > 0 ? left + END_MARGIN_MS : 0;
  }

  /** Ends the conversation when the last words were heard: Twilio ends it at once, and throws the rest away. */
  private end(reason: EndReason, handoffData?: string): void {
    if (this.isEnding) return;
    this.state.endReason = reason;
    if (handoffData !== undefined) this.state.handoffData = handoffData;
    this.timers.stopAll();
    this.endCommand = endMessage(handoffData);
    this.waitForEnd(this.history.isHeard ? 0 : this.unspokenMs);
    this.changed();
  }

  private waitForEnd(ms: number): void {
    if (ms === 0) this.sendEnd();
    else
      this.timers.start('end', ms, () => {
        this.sendEnd();
      });
  }

  private sendEnd(): void {
    if (this.endCommand === undefined) return;
    this.timers.stop('end');
    this.send(this.endCommand);
    this.endCommand = undefined;
  }

  private send(text: string): void {
    if (this.connection !== undefined) this.connection.send(text);
    else if (this.waiting.length < MAX_WAITING) this.waiting.push(text);
    else throw noRoom();
  }

  private changed(): void {
    this.state.history = this.history.toJson();
    this.state.turns = this.turns.toJson();
    this.ports.changed(this.state);
  }
}
