import type { ActivityEntry, NewEntry } from './entry';
import type { Draft } from '../events/params';
import { Ring } from './ring';
import { summaryOfEntry } from './rows';

/** How much of an account's activity is kept. The oldest entry is forgotten first. */
export interface ActivityLimits {
  entries: number;
  /** The most memory of all entries together, in bytes. */
  bytes: number;
  /** The most entries of unauthorized requests: they must not displace the other entries. */
  unauthorized: number;
}

/** The limits of one account: 5000 entries, 4 MB. */
export const DEFAULT_ACTIVITY_LIMITS: ActivityLimits = { entries: 5000, bytes: 4 * 1024 * 1024, unauthorized: 200 };

/** An entry that is larger has no parameters and no answer, in bytes. */
const MAX_ENTRY_BYTES = 256 * 1024;

/** About the memory of an entry without its texts, in bytes. */
const ENTRY_BYTES = 400;

/** About the memory of a parameter without its texts, in bytes. */
const PARAM_BYTES = 16;

/** At most the memory of a text, in bytes. Node.js keeps one or two bytes for each character. */
const textBytes = (text: string | undefined): number => (text?.length ?? 0) * 2;

/** The memory of what {@link ActivityLog.change} can change. */
const changingBytes = ({ answer, problem, text }: ActivityEntry): number =>
  textBytes(answer) + textBytes(problem) + textBytes(text);

function sizeOf(entry: ActivityEntry): number {
  const { params, form } = entry;
  let bytes = ENTRY_BYTES + textBytes(form) + changingBytes(entry);
  for (const name in params) {
    const value = params[name];
    bytes += PARAM_BYTES + textBytes(name);
    if (typeof value === 'string') bytes += textBytes(value);
    else for (const item of value ?? []) bytes += textBytes(item);
  }
  return bytes;
}

/**
 * The latest activity of an account: webhooks, requests to Twilio, and steps of calls. It is bounded by number and by
 * size, and it is kept even when no sidebar shows it. Notifying listeners costs something only while there are some.
 */
export class ActivityLog {
  private readonly signed: Ring<ActivityEntry>;
  /** In a ring of its own, because anybody can send such requests. */
  private readonly unauthorized: Ring<ActivityEntry>;
  private readonly listeners = new Set<(entry: ActivityEntry) => void>();
  private last = 0;

  constructor({ entries, bytes, unauthorized }: ActivityLimits = DEFAULT_ACTIVITY_LIMITS) {
    this.signed = new Ring({ maxEntries: entries, maxBytes: bytes });
    this.unauthorized = new Ring({ maxEntries: unauthorized, maxBytes: Math.floor(bytes / 8) });
  }

  get size(): number {
    return this.signed.size + this.unauthorized.size;
  }

  /** The estimated memory of all entries, in bytes. */
  get bytes(): number {
    return this.signed.bytes + this.unauthorized.bytes;
  }

  /** Whether there are listeners. */
  get isWatched(): boolean {
    return this.listeners.size > 0;
  }

  /** @param isAuthorized whether Twilio has signed it, or this Node-RED did it */
  add(fields: NewEntry, isAuthorized = true): ActivityEntry {
    this.last += 1;
    const entry = entryOf(fields, this.last);
    const ring = isAuthorized ? this.signed : this.unauthorized;
    ring.push(entry, boundedSize(entry));
    this.tell(entry);
    return entry;
  }

  /** Adds to an entry. It may be forgotten by now. */
  change(entry: ActivityEntry, changes: Partial<Omit<ActivityEntry, 'id' | 'at' | 'type' | 'what' | 'params'>>): void {
    const before = changingBytes(entry);
    Object.assign(entry, changes);
    if (textBytes(entry.answer) > MAX_ENTRY_BYTES) delete entry.answer;
    const bytes = changingBytes(entry) - before;
    if (bytes === 0 && !this.isWatched) return;
    if (this.signed.grow(entry.id, bytes) || this.unauthorized.grow(entry.id, bytes)) this.tell(entry);
  }

  get(id: number): ActivityEntry | undefined {
    return this.signed.get(id) ?? this.unauthorized.get(id);
  }

  /** All entries, the oldest first. */
  list(): ActivityEntry[] {
    return [...this.signed.list(), ...this.unauthorized.list()].sort((a, b) => a.id - b.id);
  }

  /**
   * Calls a function with each entry that is new or has changed.
   * @returns a function that ends this
   */
  watch(listener: (entry: ActivityEntry) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private tell(entry: ActivityEntry): void {
    for (const listener of this.listeners) listener(entry);
  }
}

/**
 * A new entry. All of its properties are there from the start, also those that {@link ActivityLog.change} sets later. So all
 * entries have the same shape, and V8 does not have to move thousands of them to a larger one.
 */
function entryOf(fields: NewEntry, id: number): ActivityEntry {
  const entry: Draft<ActivityEntry> = {
    id,
    at: Date.now(),
    type: fields.type,
    what: fields.what,
    method: fields.method,
    from: fields.from,
    to: fields.to,
    sid: fields.sid,
    status: fields.status,
    ms: fields.ms,
    nodes: fields.nodes,
    filteredOut: fields.filteredOut,
    problem: fields.problem,
    hint: fields.hint,
    url: fields.url,
    text: fields.text,
    params: fields.params,
    form: fields.form,
    answer: fields.answer,
    isRepeated: fields.isRepeated,
    isReplay: fields.isReplay,
  };
  return entry as ActivityEntry;
}

/** The size of an entry, which loses what makes it too large. */
function boundedSize(entry: ActivityEntry): number {
  const bytes = sizeOf(entry);
  if (bytes <= MAX_ENTRY_BYTES) return bytes;
  Object.assign(entry, summaryOfEntry(entry));
  delete entry.params;
  delete entry.form;
  delete entry.answer;
  return sizeOf(entry);
}
