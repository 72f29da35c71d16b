import type { CallEvent } from '../events/call';

/** The parameter in the address of a call that goes on in a flow: it tells which message the call belongs to. */
export const TICKET = 'flow';

/** The ticket of a call that a flow placed and goes on with; `undefined` for every other call. */
export function ticketOf({ raw, direction }: CallEvent): string | undefined {
  const ticket = raw[TICKET];
  return typeof ticket === 'string' && ticket !== '' && direction !== 'inbound' ? ticket : undefined;
}
