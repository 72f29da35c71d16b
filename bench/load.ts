import { connect, type Socket } from 'node:net';

/** What a load did. */
export interface LoadResult {
  /** From the first request to the last answer. */
  seconds: number;
  /** How many answers came, by HTTP status. */
  statuses: Record<string, number>;
}

/** How long nothing may come, in milliseconds; then a load fails. A slow machine takes as long as it needs. */
const SILENCE_LIMIT = 60_000;

const HEAD_END = Buffer.from('\r\n\r\n');

/** The length of the first complete answer in what has come so far; `undefined` until it is complete. */
function answerLength(received: Buffer): number | undefined {
  const head = received.indexOf(HEAD_END);
  if (head === -1) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.toString('latin1', 0, head));
  if (length === null) throw new Error('An answer came without a Content-Length');
  const total = head + HEAD_END.length + Number(length[1]);
  return received.length < total ? undefined : total;
}

/**
 * Sends requests over keep-alive connections, one in flight on each, and reads just enough of the answers to know where
 * they end: the load must not be what is measured.
 * @throws when a connection breaks, an answer cannot be read, or no answer comes any more
 */
export function applyLoad(port: number, requests: readonly Buffer[], connections: number): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const statuses: Record<string, number> = {};
    const sockets: Socket[] = [];
    let next = 0;
    let answered = 0;
    let started = 0;
    let over = false;
    const finish = (error?: Error): void => {
      const seconds = (performance.now() - started) / 1000;
      over = true;
      clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      if (error === undefined) resolve({ seconds, statuses });
      else reject(error);
    };
    const timer = setTimeout(() => {
      finish(new Error(`Only ${answered} of ${requests.length} answers came, and the last one a minute ago`));
    }, SILENCE_LIMIT);

    const sendNext = (socket: Socket): void => {
      const request = requests[next++];
      if (request !== undefined) socket.write(request);
    };
    const listen = (socket: Socket): void => {
      let received: Buffer | undefined;
      socket.on('data', (chunk: Buffer) => {
        received = received === undefined ? chunk : Buffer.concat([received, chunk]);
        const length = answerLength(received);
        if (length === undefined) return;
        const status = received.toString('latin1', 9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
        received = received.length === length ? undefined : received.subarray(length);
        answered += 1;
        timer.refresh();
        if (answered === requests.length) finish();
        else sendNext(socket);
      });
      socket.on('error', finish);
      socket.on('close', () => {
        if (answered < requests.length) finish(new Error('The server closed a connection'));
      });
    };

    // A loader that sleeps has to be woken by the server's writes, which would cost a slow server more than a fast one.
    const stayAwake = (): void => {
      if (!over) setImmediate(stayAwake);
    };

    let connected = 0;
    for (let index = 0; index < connections; index += 1) {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
        connected += 1;
        if (connected < connections) return;
        started = performance.now();
        stayAwake();
        for (const one of sockets) sendNext(one);
      });
      sockets.push(socket);
      listen(socket);
    }
  });
}
