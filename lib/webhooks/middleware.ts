import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Middleware, Next } from './express';

/** What Express passes to a middleware. */
interface MiddlewareArguments {
  request: IncomingMessage;
  response: ServerResponse;
  /** Takes the error of a middleware. */
  next: Next;
}

/** Calls middleware in order, and a function when all of it has passed the request on. */
export function callMiddleware(
  handlers: readonly Middleware[],
  { request, response, next }: MiddlewareArguments,
  done: () => void,
): void {
  const call = (index: number): void => {
    const handler = handlers[index];
    if (handler === undefined) {
      done();
      return;
    }
    try {
      handler(request, response, (error?: unknown) => {
        if (error === undefined || error === null) call(index + 1);
        else next(error);
      });
    } catch (error) {
      next(error);
    }
  };
  call(0);
}
