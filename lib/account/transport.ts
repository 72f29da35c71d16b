/** One REST request as the SDK hands it to its `RequestClient`. */
export interface RestRequest {
  method: string;
  uri: string;
  /** The query. */
  params?: Record<string, unknown>;
  /** The form fields in PascalCase, a list where one is repeated; or a JSON body. */
  data?: Record<string, unknown> | string;
  headers?: Record<string, string>;
  username?: string;
  password?: string;
}

/** What came back. `body` is parsed JSON or text. */
export interface RestResponse {
  statusCode: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** The seam between an account and Twilio: the network, or the simulator. */
export type Transport = (request: RestRequest) => Promise<RestResponse>;
