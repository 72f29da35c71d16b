import type { ActivityEntry, NewEntry } from './entry';

/** How much of an account's activity is kept. The oldest entry is forgotten first. */
export interface ActivityLimits {
  entries: number;
  /** The most memory of all entries together, in bytes. */
  bytes: number;
  /** The most entries of requests that nobody has signed: they must not push out the others. */
  unauthorized: number;
}

export const DEFAULT_ACTIVITY_LIMITS: ActivityLimits = { entries: 5000, bytes: 4 * 1024 * 1024, unauthorized: 200 };

/** An entry that is larger has no parameters and no answer, in bytes. */
const MAX_ENTRY_BYTES = 256 * 1024;

/** About the memory of an entry without its texts, in bytes. */
const ENTRY_BYTES = 400;

/** About the memory of a parameter without its texts, in bytes. */
const PARAM_BYTES = 16;

/** At most the memory of a text, in bytes. Node.js keeps one or two bytes for each character. */
const textBytes = (text: string | undefined): number => (text?.length ?? 0) * 2;

function sizeOf({ params, answer, problem, text }: ActivityEntry): number {
  let bytes = ENTRY_BYTES + textBytes(answer) + textBytes(problem) + textBytes(text);
  for (const name in params) {
    const value = params[name];
    bytes += PARAM_BYTES + textBytes(name);
    if (typeof value === 'string') bytes += textBytes(value);
    else for (const item of value ?? []) bytes += textBytes(item);
  }
  return bytes;
}

/** Entries in the order in which they came, with their sizes. */
interface Ring {
  entries: Map<number, { entry: ActivityEntry; bytes: number }>;
  bytes: number;
}

const emptyRing = (): Ring => ({ entries: new Map(), bytes: 0 });

/**
 * The latest activity of an account: webhooks, requests to Twilio, and steps of calls. It is bounded by number and by size,
 * and it is kept whether somebody looks or not. Telling listeners costs something only while there are some.
 */
export class ActivityLog {
  private readonly signed = emptyRing();
  /** A ring of its own, because anybody can send such requests. */
  private readonly unauthorized = emptyRing();
  private readonly listeners = new Set<(entry: ActivityEntry) => void>();
  private last = 0;

  constructor(private readonly limits: ActivityLimits = DEFAULT_ACTIVITY_LIMITS) {}

  get size(): number {
    return this.signed.entries.size + this.unauthorized.entries.size;
  }

  /** The estimated memory of all entries, in bytes. */
  get bytes(): number {
    return this.signed.bytes + this.unauthorized.bytes;
  }

  /** Whether somebody looks. */
  get isWatched(): boolean {
    return this.listeners.size > 0;
  }

  /** @param isAuthorized whether Twilio has signed it, or this Node-RED did it */
  add(fields: NewEntry, isAuthorized = true): ActivityEntry {
    this.last += 1;
    const entry: ActivityEntry = { ...fields, id: this.last, at: Date.now() };
    const ring = isAuthorized ? this.signed : this.unauthorized;
    this.put(ring, entry);
    this.tell(entry);
    return entry;
  }

  /** Adds to an entry. It may be forgotten by now. */
  change(entry: ActivityEntry, changes: Partial<Omit<ActivityEntry, 'id' | 'at' | 'type' | 'what'>>): void {
    Object.assign(entry, changes);
    const ring = [this.signed, this.unauthorized].find(({ entries }) => entries.has(entry.id));
    const kept = ring?.entries.get(entry.id);
    if (ring === undefined || kept === undefined) return;
    const bytes = boundedSize(entry);
    ring.bytes += bytes - kept.bytes;
    kept.bytes = bytes;
    this.trim(ring);
    this.tell(entry);
  }

  get(id: number): ActivityEntry | undefined {
    return (this.signed.entries.get(id) ?? this.unauthorized.entries.get(id))?.entry;
  }

  /** All entries, the oldest first. */
  list(): ActivityEntry[] {
    const all = [this.signed, this.unauthorized].flatMap(({ entries }) => [...entries.values()]);
    return all.map(({ entry }) => entry).sort((a, b) => a.id - b.id);
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

  private put(ring: Ring, entry: ActivityEntry): void {
    const bytes = boundedSize(entry);
    ring.entries.set(entry.id, { entry, bytes });
    ring.bytes += bytes;
    this.trim(ring);
  }

  private trim(ring: Ring): void {
    const { entries, bytes, unauthorized } = this.limits;
    const most = ring === this.signed ? entries : unauthorized;
    const mostBytes = ring === this.signed ? bytes : Math.floor(bytes / 8);
    for (const [id, kept] of ring.entries) {
      if (ring.entries.size <= most && ring.bytes <= mostBytes) return;
      ring.entries.delete(id);
      ring.bytes -= kept.bytes;
    }
  }

  private tell(entry: ActivityEntry): void {
    for (const listener of this.listeners) listener(entry);
  }
}

/** The size of an entry, which loses what makes it too large. */
function boundedSize(entry: ActivityEntry): number {
  const bytes = sizeOf(entry);
  if (bytes <= MAX_ENTRY_BYTES) return bytes;
  delete entry.params;
  delete entry.answer;
  return sizeOf(entry);
}
