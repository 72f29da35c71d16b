import { connect, type Socket } from 'node:net';

/** The result of a load. */
export interface LoadResult {
  /** From the first request to the last answer. */
  seconds: number;
  /** The number of answers by HTTP status. */
  statuses: Record<string, number>;
}

/** A load fails when no answer arrives for this time. The whole load may take any time. */
const MAX_SILENCE_MS = 60_000;

const HEAD_END = Buffer.from('\r\n\r\n');

/** The length of the first answer in bytes; `undefined` until it has arrived completely. */
function answerLength(received: Buffer): number | undefined {
  const head = received.indexOf(HEAD_END);
  if (head === -1) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.toString('latin1', 0, head));
  if (length === null) throw new Error('An answer came without a Content-Length');
  const total = head + HEAD_END.length + Number(length[1]);
  return received.length < total ? undefined : total;
}

/**
 * Sends requests over keep-alive connections, one at a time on each. Reads only the length and the status of an answer, so
 * that the load itself costs little. Rejects when a connection breaks, an answer cannot be read, or answers stop.
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
      finish(new Error(`Only ${answered} of ${requests.length} answers came, and none in the last minute`));
    }, MAX_SILENCE_MS);

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

    // Keeps the loader awake. Otherwise the server's writes would have to wake it, which costs a slow server more.
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
