/** A REST request, as the SDK passes it to its `RequestClient`. */
export interface RestRequest {
  method: string;
  uri: string;
  /** The query parameters. */
  params?: Record<string, unknown>;
  /** The form fields in PascalCase, with a list for a repeated field; or a JSON body. */
  data?: Record<string, unknown> | string;
  headers?: Record<string, string>;
  username?: string;
  password?: string;
}

/** The response. `body` is parsed JSON, or text. */
export interface RestResponse {
  statusCode: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** Sends REST requests in place of the network: the simulator, or a test. */
export type Transport = (request: RestRequest) => Promise<RestResponse>;
