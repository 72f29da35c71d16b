import { isObject } from '../../validation/objects';

/** How far the flow is with its answer. */
type Phase =
  /** Nothing was said yet. */
  | 'thinking'
  /** A part of the answer was said. */
  | 'speaking'
  /** The answer was said. More can follow. */
  | 'answered';

/** The most turns that are open at once. Keys can open many, because nothing closes them before the caller speaks. */
const MAX_OPEN_TURNS = 50;

/**
 * The turns of a conversation that the flow may still speak in. Each thing that the caller says opens one. What the flow says
 * in a turn that is not open comes too late, and is dropped:
 *
 * - An interruption closes all turns, except the turn of the key that has interrupted: Twilio sends the key first.
 * - The next thing that the caller says closes the turns without an answer, and those with a complete answer. A turn
 *   whose answer is half said stays open.
 */
export class Turns {
  private readonly open = new Map<string, Phase>();

  /** The caller has spoken. @param id of the new turn, which no other turn has */
  begin(id: string): string {
    for (const [other, phase] of this.open) if (phase !== 'speaking') this.open.delete(other);
    return this.add(id);
  }

  /** Opens a turn for something that asks for no answer, such as a key. Other turns stay open. */
  add(id: string): string {
    this.open.set(id, 'thinking');
    if (this.open.size > MAX_OPEN_TURNS) {
      const [oldest] = this.open.keys();
      if (oldest !== undefined) this.open.delete(oldest);
    }
    return id;
  }

  /** The caller has interrupted. @param kept the turn that stays open: the turn of the key that has interrupted */
  interrupt(kept?: string): void {
    for (const id of this.open.keys()) if (id !== kept) this.open.delete(id);
  }

  isOpen(id: string): boolean {
    return this.open.has(id);
  }

  /** Whether a turn is open and nothing was said in it. */
  isThinking(id: string): boolean {
    return this.open.get(id) === 'thinking';
  }

  /** The flow has spoken. @param isLast whether the answer is complete */
  spoken(id: string, isLast: boolean): void {
    if (this.open.has(id)) this.open.set(id, isLast ? 'answered' : 'speaking');
  }

  /** For the store. */
  toJson(): [id: string, phase: string][] {
    return [...this.open];
  }

  /** Reads what {@link toJson} has written. Anything else is ignored. */
  restore(saved: unknown): void {
    if (!Array.isArray(saved)) return;
    for (const entry of saved as unknown[]) {
      if (!Array.isArray(entry) || isObject(entry[0]) || typeof entry[0] !== 'string') continue;
      const phase: unknown = entry[1];
      if (phase === 'thinking' || phase === 'speaking' || phase === 'answered') this.open.set(entry[0], phase);
    }
  }
}
