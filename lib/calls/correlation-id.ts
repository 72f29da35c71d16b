import type { CallEvent } from '../events/call';

/** The query parameter of a call's webhook that has the correlation id. */
export const CORRELATION_PARAMETER = 'flow';

/** The correlation id of a call that a flow has placed; `undefined` for any other call. */
export function correlationIdOf({ raw, direction }: CallEvent): string | undefined {
  const id = raw[CORRELATION_PARAMETER];
  return typeof id === 'string' && id !== '' && direction !== 'inbound' ? id : undefined;
}
