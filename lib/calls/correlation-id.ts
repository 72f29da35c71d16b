import type { CallEvent } from '../events/call';

/** The parameter in the address of a call that goes on in a flow: it tells which message the call belongs to. */
export const CORRELATION_PARAMETER = 'flow';

/** The ticket of a call that a flow placed and goes on with; `undefined` for every other call. */
export function correlationIdOf({ raw, direction }: CallEvent): string | undefined {
  const ticket = raw[CORRELATION_PARAMETER];
  return typeof ticket === 'string' && ticket !== '' && direction !== 'inbound' ? ticket : undefined;
}
