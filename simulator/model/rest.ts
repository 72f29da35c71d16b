import type { SimulatorContext } from './context';

/** The query or the form of a request: every value a string, as it would arrive over the wire. */
export interface Params {
  get(name: string): string | undefined;
  all(name: string): string[];
  /** In the order given, a repeated name once per value. */
  pairs(): [string, string][];
}

/** One call of an operation. */
export interface RestCall {
  context: SimulatorContext;
  /** What the path's `{…}` stand for. */
  path: Record<string, string>;
  /** The path as it was called. */
  pathname: string;
  query: Params;
  form: Params;
}

export interface RouteResult {
  status: number;
  /** JSON, or a file's bytes; absent for an empty answer. */
  body?: unknown;
  headers?: Record<string, string>;
}
