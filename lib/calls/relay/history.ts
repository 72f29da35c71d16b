import type { Json } from '../../store/store';
import { endOfHeard, endOfPlayed } from './heard';
import {
  cutAt,
  entriesToJson,
  lengthOf,
  readEntries,
  replaceLast,
  startsOf,
  textOf,
  type Answer,
  type Entry,
} from './history-entries';

/** An entry of a chat history, in the form that most language models take. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** The longest history, in characters. The oldest entries are left out. A call of an hour has about 50,000. */
const MAX_CHARACTERS = 200_000;

/** The most answers that Twilio can still have to play. */
const MAX_UNHEARD_ANSWERS = 5;

/**
 * What was said in one call. Of the assistant's texts, it has what the caller has heard: after an interruption, the rest is
 * cut off.
 */
export class ChatHistory {
  private entries: Entry[] = [];
  private characters = 0;
  /** Whether Twilio reports what it has played. */
  private knowsPlayed = false;

  /** @param systemPrompt the first entry, unless it is empty */
  constructor(private readonly systemPrompt: string) {}

  /** The caller has said something. */
  user(text: string): void {
    this.entries.push({ role: 'user', text });
    this.add(text.length);
  }

  /**
   * A text was sent to the caller.
   * @param isLast whether the answer ends with it; otherwise the next text is appended without a space
   * @param isAside whether the node said it and not the flow
   */
  assistant(text: string, isLast: boolean, isAside = false): void {
    const last = this.entries.at(-1);
    const current = last?.role === 'assistant' ? last.said.at(-1) : undefined;
    if (current?.isOpen === true && current.isAside === isAside) {
      current.text += text;
      current.isOpen = !isLast;
    } else if (text !== '') {
      const utterance = { text, isOpen: !isLast, isAside };
      if (last?.role === 'assistant') last.said.push(utterance);
      else this.entries.push({ role: 'assistant', said: [utterance], playedLength: 0 });
    }
    this.add(text.length);
  }

  /** Twilio has played a piece of what was sent. */
  played(piece: string): void {
    this.knowsPlayed = true;
    const unheard = this.unheard();
    for (const [index, answer] of unheard.entries()) {
      const end = endOfPlayed(textOf(answer.said), piece, answer.playedLength);
      if (end === undefined) continue;
      // Pieces are played in order. Some are not recognized, such as a number that was written out for the speech.
      for (const earlier of unheard.slice(0, index)) earlier.playedLength = textOf(earlier.said).length;
      answer.playedLength = end;
      return;
    }
  }

  /** Whether everything that was sent was played, as far as Twilio reports it. */
  get isHeard(): boolean {
    return this.unheard().length === 0;
  }

  /**
   * The caller has interrupted the assistant. Twilio throws away what it has not played.
   * @param heard the part of the current piece that the caller heard. When it is not known, nothing is cut off.
   */
  interrupted(heard: string | undefined): void {
    if (this.knowsPlayed) this.cutToPlayed(heard ?? '');
    else this.cutLast(heard);
    for (const answer of this.answers()) for (const utterance of answer.said) utterance.isOpen = false;
    this.count();
  }

  /** What the assistant said last, without a break. */
  get lastUtterance(): string {
    const last = this.entries.at(-1);
    return last?.role === 'assistant' ? (last.said.at(-1)?.text ?? '') : '';
  }

  /** The history: the system prompt, then user and assistant in turn. A new list each time. */
  messages(): ChatMessage[] {
    const found: ChatMessage[] = [];
    for (const entry of this.entries) {
      const text = entry.role === 'user' ? entry.text : textOf(entry.said.filter(({ isAside }) => !isAside));
      const content = text.trim();
      const before = found.at(-1);
      if (content === '') continue;
      if (before?.role === entry.role) before.content += ` ${content}`;
      else found.push({ role: entry.role, content });
    }
    return this.systemPrompt === '' ? found : [{ role: 'system', content: this.systemPrompt }, ...found];
  }

  /** For the store, without the system prompt. */
  toJson(): Json {
    return entriesToJson(this.entries);
  }

  /** Reads what {@link toJson} has written. Anything else is ignored. No utterance is open. */
  restore(saved: unknown): void {
    this.entries = readEntries(saved);
    this.count();
  }

  private answers(): Answer[] {
    return this.entries.filter((entry) => entry.role === 'assistant');
  }

  /** What was sent and not played yet. Punctuation is not spoken. */
  private unheard(): Answer[] {
    return this.answers()
      .slice(-MAX_UNHEARD_ANSWERS)
      .filter(({ said, playedLength }) => /[\p{L}\p{N}]/u.test(textOf(said).slice(playedLength)));
  }

  private cutToPlayed(heard: string): void {
    const [current, ...later] = this.unheard();
    if (current === undefined) return;
    // Twilio usually reports the interrupted piece as played. If not, it comes after the last played piece.
    const text = textOf(current.said);
    const isReported = heard === '' || endOfPlayed(text.slice(0, current.playedLength), heard, 0) !== undefined;
    const end = isReported
      ? current.playedLength
      : (endOfPlayed(text, heard, current.playedLength) ?? current.playedLength);
    for (const [answer, length] of [[current, end], ...later.map((one) => [one, 0])] as [Answer, number][]) {
      answer.said = cutAt(answer.said, startsOf(answer.said), length);
      answer.playedLength = textOf(answer.said).length;
    }
  }

  /** Without reports: the text that was heard is looked for in what was said last. */
  private cutLast(heard: string | undefined): void {
    const last = this.entries.at(-1);
    if (last?.role !== 'assistant' || heard === undefined) return;
    const starts = startsOf(last.said);
    const end = endOfHeard(textOf(last.said), heard, starts);
    last.said = end === undefined ? replaceLast(last.said, heard) : cutAt(last.said, starts, end);
    last.playedLength = textOf(last.said).length;
  }

  private add(characters: number): void {
    this.characters += characters;
    while (this.characters > MAX_CHARACTERS && this.entries.length > 1) {
      const [oldest] = this.entries.splice(0, 1);
      this.characters -= oldest === undefined ? 0 : lengthOf(oldest);
    }
  }

  private count(): void {
    this.characters = this.entries.reduce((sum, entry) => sum + lengthOf(entry), 0);
  }
}
