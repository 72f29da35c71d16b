import type { CallEvent } from '../events/call';

/** The query parameters of a call's webhook that say which message and which node have placed the call. */
const PARAMETERS = { id: 'flow', node: 'node' } as const;

/** A call that a flow has placed. */
export interface Correlation {
  /** Of the message that has placed the call. */
  id: string;
  /** The id of the node that has placed it, so that the flow goes on even when the message was lost with a restart. */
  nodeId: string;
}

/** The webhook of a call that a flow places. @param url without a query */
export const correlatedUrl = (url: string, { id, nodeId }: Correlation): string =>
  `${url}?${new URLSearchParams({ [PARAMETERS.id]: id, [PARAMETERS.node]: nodeId }).toString()}`;

/** Which message and node have placed a call; `undefined` for any other call. */
export function correlationOf({ raw, direction }: CallEvent): Correlation | undefined {
  const { [PARAMETERS.id]: id, [PARAMETERS.node]: nodeId } = raw;
  if (typeof id !== 'string' || id === '' || direction === 'inbound') return undefined;
  return { id, nodeId: typeof nodeId === 'string' ? nodeId : '' };
}
