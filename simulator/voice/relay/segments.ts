/** Turns tokens into pieces of speech. */
export interface Segments {
  /** Adds a token. Returns the pieces that are complete. */
  add(token: string): string[];
  /** Ends the text. Returns the last piece, or ''. */
  flush(): string;
  /** Drops what is not complete. */
  clear(): void;
}

// A clause ends before a white space, or after a full stop that needs none. A number such as 3.14 is one word.
const CLAUSE = /^[^]*?(?:[.!?:;…]["'”’)\]]*(?=\s)|[。！？]|\n)/;
/** SSML of the text. https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#text-tokens-message */
const TAG = /<[^<>]*>/g;

/**
 * Twilio's pages do not say when speech begins. Others have measured that it does not wait for `last`, and that clauses are
 * played, and reported as played, one by one: https://github.com/ivy/thicket
 */
export function createSegments(): Segments {
  let buffer = '';
  return {
    add(token) {
      buffer = (buffer + token).replace(TAG, '');
      const pieces: string[] = [];
      for (let clause = CLAUSE.exec(buffer); clause !== null; clause = CLAUSE.exec(buffer)) {
        pieces.push(clause[0]);
        buffer = buffer.slice(clause[0].length);
      }
      return pieces;
    },
    flush() {
      const rest = buffer;
      buffer = '';
      return rest;
    },
    clear() {
      buffer = '';
    },
  };
}
