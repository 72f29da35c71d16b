import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { startHttp, type TestHttp } from './http';

/** A request on its way through the proxy. */
export interface Passing {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** How the proxy changes what goes through it. */
export interface Rewriting {
  request?: (passing: Passing) => void;
  /** Replaces the body of the response. */
  answer?: string;
  /** Answers in place of the target. */
  instead?: { status: number; headers?: Record<string, string> };
}

/** A reverse proxy of the test's own. Like most, it tells the target another host than it was called by. */
export async function startProxy(target: string, rewriting: Rewriting): Promise<TestHttp> {
  const { hostname, port } = new URL(target);
  return startHttp((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      if (rewriting.instead !== undefined) {
        response.writeHead(rewriting.instead.status, rewriting.instead.headers).end();
        return;
      }
      const passing: Passing = {
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: { ...incoming.headers },
        body: Buffer.concat(chunks),
      };
      rewriting.request?.(passing);
      passing.headers['content-length'] = String(passing.body.length);
      const { method, path, headers } = passing;
      const forward = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
        const got: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => got.push(chunk));
        answer.on('end', () => {
          const body = rewriting.answer === undefined ? Buffer.concat(got) : Buffer.from(rewriting.answer);
          response.writeHead(answer.statusCode ?? 502, {
            'Content-Type': answer.headers['content-type'] ?? 'text/plain',
          });
          response.end(body);
        });
      });
      forward.on('error', () => {
        response.writeHead(502).end();
      });
      forward.end(passing.body);
    });
  });
}
