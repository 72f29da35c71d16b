import type { RelayProblem } from '../../model/relay-records';
import type { StreamProblem } from '../../model/stream-records';

/** The errors of a session. https://www.twilio.com/docs/api/errors/64102 and the following pages */
const TITLES = {
  64102: 'Unable to connect to websocket URL',
  64105: 'Websocket ended',
  64106: 'Invalid argument',
  64107: 'Invalid message received',
} as const satisfies Readonly<Record<RelayProblem, string>>;

/** The `ErrorMessage` of an error in the action request. */
export function problemTitle(code: RelayProblem): string {
  return TITLES[code];
}

/** The text of an error for the log. */
export function relayProblem(code: RelayProblem, detail: string): string {
  return `${String(code)}: ConversationRelay: ${TITLES[code]}: ${detail}`;
}

/** The problems of an open connection. All others occur before it is open. */
const LOST: ReadonlySet<StreamProblem> = new Set<StreamProblem>([31921, 31924]);

/** The text of a problem with the connection. */
export function connectionProblem(code: StreamProblem, detail: string): string {
  return relayProblem(LOST.has(code) ? 64105 : 64102, detail);
}
