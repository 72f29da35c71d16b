/**
 * The longest text that is shared. V8 computes no real hash of a text with more than 16,383 characters, and a long text is
 * rarely kept twice.
 */
const MAX_LENGTH = 8192;

/** Empty between two calls. Without a prototype, because a text may be any name, even `__proto__`. */
const table = Object.create(null) as Record<string, true>;

/**
 * Makes a text take as little memory as it can. Its value stays the same.
 *
 * V8 keeps one copy of each name of a property, and lets all equal texts point to it, when the text was used as a name once.
 * This has three effects for a text that is kept for long. It no longer keeps alive the text that it was cut from, such as a
 * request's body. It is no longer a tree of its parts. And all equal texts share one copy, such as the prompts of thousands of
 * calls. When nothing refers to it any more, it is collected like any other.
 */
export function shareText(text: string): void {
  // V8 shares texts with one character already.
  if (text.length < 2 || text.length > MAX_LENGTH) return;
  table[text] = true;
  Reflect.deleteProperty(table, text);
}

/** Shares a text and returns it. */
export function sharedText(text: string): string {
  shareText(text);
  return text;
}

/** Shares the texts that are members of an object, and the items of its lists. Deeper ones are left alone. */
export function shareMembers(object: object): void {
  for (const value of Object.values(object) as unknown[]) {
    if (typeof value === 'string') shareText(value);
    else if (Array.isArray(value)) for (const item of value) if (typeof item === 'string') shareText(item);
  }
}
