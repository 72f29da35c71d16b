import type { WebSocket } from 'ws';
import type { Timers } from '../../core/clock';
import { resolveTarget } from '../../protocol/connection-target';
import type { RequestLog } from '../../core/request-log';
import { signature, signedUrl } from '../../protocol/signing';
import { networkErrorText } from '../../protocol/network-error';
import { problem, problemCode } from './problems';
import type { Webhooks } from '../../model/options';
import type { SocketHandlers, StreamProblem, StreamSocket, StreamSockets } from '../../model/stream-records';

/** What the sockets need of the simulator. */
export interface StreamSocketParts {
  authToken: string;
  timers: Timers;
  log: RequestLog;
  webhooks: () => Webhooks;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** The time for the server to confirm the close. */
const CLOSE_TIMEOUT_MS = 2000;
/** Enough for half an hour of audio. */
const MAX_MESSAGE_BYTES = 20 * 1024 * 1024;

/**
 * Opens signed WebSockets as Twilio does: the upgrade is a GET, and `X-Twilio-Signature` is over the `wss:` URL only.
 * https://www.twilio.com/docs/voice/media-streams#security
 */
export function createStreamSockets({ authToken, timers, log, webhooks }: StreamSocketParts): StreamSockets {
  const open = new Map<() => void, Promise<void>>();
  let isClosed = false;

  function connect(
    url: string,
    handlers: SocketHandlers,
    describe: (code: StreamProblem, detail: string) => string = problem,
    callSid?: string,
  ): StreamSocket {
    const line = log.open('webhook', 'GET', url, callSid);
    const opening = deferred();
    const closed = deferred();
    let state: 'connecting' | 'open' | 'closing' | 'over' = 'connecting';
    let socket: WebSocket | undefined;
    let connectionProblem: string | undefined;
    let isClosedByUs = false;
    let stopTimer = (): void => undefined;

    const onClosed = (): void => {
      open.delete(terminate);
      closed.resolve();
    };
    const finish = (problemText?: string, status: number | null = null, code?: number): void => {
      if (state === 'over') return;
      if (state === 'connecting') line.end(status, problemText ?? 'the stream ended before the connection was open');
      else if (problemText !== undefined && !isClosedByUs) line.error(problemText);
      state = 'over';
      stopTimer();
      if (socket === undefined) onClosed();
      else socket.terminate();
      opening.resolve();
      if (!isClosedByUs) handlers.lost(problemText, code);
    };
    const terminate = (): void => {
      isClosedByUs = true;
      finish();
    };

    async function begin(): Promise<void> {
      const { WebSocket } = await import('ws');
      if (state !== 'connecting') return;
      const bare = signedUrl(url);
      const target = resolveTarget(url, bare, webhooks());
      const { hostname, port, path, ...options } = target.options;
      const host = hostname.includes(':') ? `[${hostname}]` : hostname;
      socket = new WebSocket(`${target.secure ? 'wss' : 'ws'}://${host}:${String(port)}`, {
        ...options,
        headers: {
          Host: target.host,
          'User-Agent': 'Twilio.TmeWs/1.0',
          'X-Twilio-Signature': signature(authToken, bare),
          ...target.headers,
        },
        perMessageDeflate: false,
        maxPayload: MAX_MESSAGE_BYTES,
        finishRequest(request) {
          // The path exactly as written, because it is signed.
          request.path = path;
          request.end();
        },
      });
      socket.on('open', () => {
        if (state !== 'connecting') return;
        state = 'open';
        stopTimer();
        line.end(101);
        handlers.opened();
        opening.resolve();
      });
      socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
        finish(describe(31920, `the server answered ${String(statusCode)}`), statusCode);
      });
      socket.on('error', (error) => {
        if (state === 'connecting') finish(describe(problemCode(error), networkErrorText(error)));
        else connectionProblem ??= describe(31924, error.message);
      });
      socket.on('message', (data, isBinary) => {
        if (state === 'open') handlers.message(isBinary ? undefined : String(data));
      });
      socket.on('close', (code) => {
        const lost = code === 1006 ? describe(31921, 'the connection was lost') : undefined;
        finish(connectionProblem ?? lost, null, code);
        onClosed();
      });
    }

    if (isClosed) terminate();
    else {
      open.set(terminate, closed.promise);
      stopTimer = timers.after(CONNECT_TIMEOUT_MS, () => {
        finish(describe(31901, `no connection within ${String(CONNECT_TIMEOUT_MS)} ms`));
      });
      begin().catch((error: unknown) => {
        finish(describe(31923, networkErrorText(error)));
      });
    }
    return {
      line,
      opening: opening.promise,
      closed: closed.promise,
      send(message) {
        if (state === 'open') socket?.send(JSON.stringify(message));
      },
      backlog: () => socket?.bufferedAmount ?? 0,
      close(code = 1000, reason) {
        isClosedByUs = true;
        if (state !== 'open') {
          if (state === 'connecting') finish();
          return;
        }
        state = 'closing';
        stopTimer = timers.after(CLOSE_TIMEOUT_MS, finish);
        socket?.close(code, reason);
      },
    };
  }

  return {
    connect,
    async close() {
      isClosed = true;
      const left = [...open];
      for (const [cut] of left) cut();
      await Promise.all(left.map(([, closed]) => closed));
    },
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
