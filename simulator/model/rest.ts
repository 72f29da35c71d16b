import type { SimulatorContext } from './context';

/** The query or the form of a request. All values are strings. */
export interface Params {
  get(name: string): string | undefined;
  all(name: string): string[];
  /** All pairs in order. */
  pairs(): [string, string][];
}

/** A REST request to a route. */
export interface RestCall {
  context: SimulatorContext;
  /** The `{…}` parameters of the path. */
  path: Record<string, string>;
  /** The path of the request. */
  pathname: string;
  query: Params;
  form: Params;
}

/** The response of a route. */
export interface RouteResult {
  status: number;
  /** JSON, or the bytes of a file. Absent for an empty body. */
  body?: unknown;
  headers?: Record<string, string>;
}
