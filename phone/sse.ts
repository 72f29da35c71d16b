/** One event of a `text/event-stream`. */
export interface StreamEvent {
  /** `message` when the server gave no name. */
  name: string;
  data: string;
}

/**
 * Takes a `text/event-stream` piece by piece, as the network cuts it, and hands on each whole event. The browser's own
 * EventSource cannot send the Authorization header that the editor's login needs.
 * See https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation.
 */
export function eventParser(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = '';
  let name = '';
  let data: string[] = [];

  function line(text: string): void {
    if (text === '') {
      if (data.length > 0) onEvent({ name: name || 'message', data: data.join('\n') });
      name = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return; // a comment: the server's heartbeat
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
  }

  return (piece) => {
    rest += piece;
    // A CR at the very end may be the first half of a CRLF: it waits for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    lines.forEach(line);
  };
}
