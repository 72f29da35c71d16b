/*
 * The process that makes the load, on a core of its own. It signs its requests before the clock starts.
 */
import { applyLoad, type LoadResult } from './load';
import { ownNumber } from './account';
import { callRequests, type CallOrder } from './calls-data';
import { storm } from './storm-data';
import { signedText } from './texts';

/** Texts to be sent. */
interface TextOrder {
  /** How many texts. */
  texts: number;
  /** How many own numbers they are sent to, one after the other. */
  numbers: number;
}

/** A storm of message statuses to be made. */
interface StormOrder {
  /** The number of its first message. */
  first: number;
  /** Of how many messages. */
  messages: number;
}

/** A load to be made. */
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
