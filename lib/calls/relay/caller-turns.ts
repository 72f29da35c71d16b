import type { ConversationPorts } from './conversation-ports';
import { Turns } from './turns';

/** How long after a key the message about its interruption can come, in milliseconds. Twilio sends the key first. */
const KEY_INTERRUPTION_MS = 1000;

/** The turns of a conversation, by what the caller does. */
export class CallerTurns extends Turns {
  /** The turn of what the caller is about to say. */
  next: string;
  private last = '';
  private lastKey = { turn: '', at: 0 };

  constructor(private readonly ports: Pick<ConversationPorts, 'newTurn' | 'clock'>) {
    super();
    this.next = ports.newTurn();
  }

  /** The caller has said something. @returns its turn */
  said(): string {
    this.last = this.begin(this.next);
    this.next = this.ports.newTurn();
    return this.last;
  }

  /** Something has happened that the flow can answer. @returns its turn */
  happened(): string {
    return this.add(this.ports.newTurn());
  }

  /** The caller has pressed a key. @returns its turn */
  keyPressed(): string {
    this.lastKey = { turn: this.happened(), at: this.ports.clock.now() };
    return this.lastKey.turn;
  }

  /** The caller has interrupted the assistant, by words or by the last key. */
  interrupted(): void {
    const { turn, at } = this.lastKey;
    this.interrupt(this.ports.clock.now() - at <= KEY_INTERRUPTION_MS ? turn : undefined);
  }

  /** Whether the flow has not answered the caller's last words yet. */
  get isFlowThinking(): boolean {
    return this.isThinking(this.last);
  }
}
