/*
 * The process that makes the load, on a core of its own. It signs its requests before the clock starts.
 */
import { applyLoad, type LoadResult } from './load';
import { ownNumber, signedText } from './texts';

/** A load to be made. */
export interface LoadOrder {
  port: number;
  /** How many texts. */
  texts: number;
  /** How many own numbers they are sent to, one after the other. */
  numbers: number;
  connections: number;
}

let sent = 0;

async function carryOut({ port, texts, numbers, connections }: LoadOrder): Promise<LoadResult> {
  const requests = Array.from({ length: texts }, (_, index) => signedText(sent + index, ownNumber(index % numbers)));
  sent += texts;
  globalThis.gc?.();
  return applyLoad(port, requests, connections);
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
