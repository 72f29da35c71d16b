import type { Request, Response } from 'express';
import type { Simulator } from '../model/simulator';
import { openEventStream } from './event-stream';

/**
 * Sends every change as a server-sent event: first `event: state` with the whole state, then one event per change.
 *
 * @param ended called once, at the end of the stream
 * @returns a function that ends the stream
 */
export function openStream(simulator: Simulator, request: Request, response: Response, ended: () => void): () => void {
  const stream = openEventStream(request, response, {
    ended: () => {
      unsubscribe();
      ended();
    },
  });
  const unsubscribe = simulator.subscribe((change) => {
    if (change.type === 'closed') stream.end();
    else stream.event(change.type, change.item);
  });
  stream.event('state', simulator.state());
  return stream.end;
}
