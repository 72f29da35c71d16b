import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { ClientRequest, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client got. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** What a client sends. The path goes out as it stands, without being brought into any form. */
export interface Outgoing {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** A request that is on its way. */
export interface Call {
  request: ClientRequest;
  answer: Promise<Answer>;
}

/** A web server of a test. */
export interface TestHttp {
  port: number;
  origin: string;
  /** Begins a request and leaves it to the caller to write its body and to end it. */
  begin(outgoing?: Outgoing): Call;
  send(outgoing?: Outgoing): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a web server on a free port of this machine. */
export async function startHttp(listener: RequestListener): Promise<TestHttp> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const begin = (outgoing: Outgoing = {}) => call(port, outgoing);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    begin,
    send: ({ body, ...outgoing } = {}) => {
      const length = { 'Content-Length': String(Buffer.byteLength(body ?? '')) };
      const { request, answer } = begin({ ...outgoing, headers: { ...length, ...outgoing.headers } });
      request.end(body);
      return answer;
    },
    close: () => close(server),
  };
}

function call(port: number, { method = 'POST', path = '/', headers = {} }: Outgoing): Call {
  const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  const answer = new Promise<Answer>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
  });
  // A test that hangs up does not look at the answer.
  answer.catch(() => undefined);
  return { request: sent, answer };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** One request seen from both ends: the server's response, and what the client gets of it. */
export interface Pair {
  response: ServerResponse;
  answer: Promise<Answer>;
  /** The client goes away; resolves once the server has noticed. */
  hangUp(): Promise<void>;
}

/** A server that does nothing by itself: every request is handed to the test. */
export async function startPairs(): Promise<{ open(): Promise<Pair>; close(): Promise<void> }> {
  const arrived: ((response: ServerResponse) => void)[] = [];
  const server = await startHttp((_request, response) => arrived.shift()?.(response));
  return {
    async open() {
      const arrival = new Promise<ServerResponse>((resolve) => arrived.push(resolve));
      const { request: sent, answer } = server.begin();
      sent.end();
      const response = await arrival;
      return {
        response,
        answer,
        async hangUp() {
          const closed = once(response, 'close');
          sent.destroy();
          await closed;
        },
      };
    },
    close: server.close,
  };
}
