/* The process that sends the load, on a core of its own. It signs all requests before the time is measured. */
import { applyLoad, type LoadResult } from './load';
import { ownNumber } from './account';
import { callRequests, type CallOrder } from './calls-data';
import { storm } from './storm-data';
import { signedText } from './texts';

/** A load of incoming messages. */
interface TextOrder {
  /** The number of messages. */
  texts: number;
  /** The number of own numbers. The messages go to each of them in turn. */
  numbers: number;
}

/** A load of status callbacks of messages. */
interface StormOrder {
  /** The index of the first message. */
  first: number;
  /** The number of messages. */
  messages: number;
}

/** What the loader sends, over how many connections. */
export type LoadOrder = { port: number; connections: number } & (TextOrder | StormOrder | CallOrder);

let sent = 0;

function requestsFor(order: LoadOrder): Buffer[] {
  if ('messages' in order) return storm(order.first, order.messages);
  if ('firstCall' in order) return callRequests(order);
  const { texts, numbers } = order;
  const requests = Array.from({ length: texts }, (_, index) => signedText(sent + index, ownNumber(index % numbers)));
  sent += texts;
  return requests;
}

async function carryOut(order: LoadOrder): Promise<LoadResult> {
  const requests = requestsFor(order);
  globalThis.gc?.();
  return applyLoad(order.port, requests, order.connections);
}

process.on('message', (order: LoadOrder) => {
  carryOut(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => {
  process.exit();
});
