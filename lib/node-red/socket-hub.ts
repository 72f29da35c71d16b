import type { CallSessions } from '../calls/session/call-sessions';
import type { SocketEnd } from '../calls/session/step-plan';
import { CLOSE, type CallSocket, type SocketClose } from '../webhooks/sockets/call-socket';
import { readStart, type SocketStart } from './socket-start';
import type { StepNode } from './step-nodes';

/** What the WebSockets of an account need. */
export interface SocketPorts {
  sessions: CallSessions;
  /** `''` when the account node has none. */
  accountSid(): string;
  step(nodeId: string): StepNode | undefined;
  /** A sentence for the log. */
  warn(sentence: string): void;
}

/** The socket of a call in a node. */
interface OpenSocket {
  nodeId: string;
  callSid: string;
  sessionId: string;
  socket: CallSocket;
}

const keyOf = (callSid: string, nodeId: string): string => `${callSid} ${nodeId}`;

/** How a socket that was closed has ended, for the step. */
const endOf = ({ byUs, code }: SocketClose): SocketEnd =>
  byUs ? (code === CLOSE.goingAway ? 'deployment' : 'step') : 'twilio';

/**
 * The WebSockets of an account's calls. The first message of a socket has the parameters that our TwiML put there: they
 * name the node. It is given to the node when the call is in it.
 */
export class SocketHub {
  private readonly open = new Map<string, OpenSocket>();

  constructor(private readonly ports: SocketPorts) {}

  /** Whether a call has an open socket in a node. */
  has(callSid: string, nodeId: string): boolean {
    return this.open.has(keyOf(callSid, nodeId));
  }

  /** Twilio has opened a socket. */
  opened(socket: CallSocket): void {
    socket.onMessage((text) => {
      const start = readStart(socket.kind, text);
      if (start === 'connected') return;
      if (start === undefined) {
        this.refuse(socket, 'its first message does not say which call it belongs to');
        return;
      }
      // What follows is kept until the node listens.
      socket.onMessage(undefined);
      socket.identified(start.callSid);
      this.start(socket, start).catch((error: unknown) => {
        this.refuse(
          socket,
          `its step failed: ${error instanceof Error ? error.message : String(error)}`,
          start.callSid,
        );
      });
    });
  }

  /** A node is closed, by a deployment or for good. */
  closeNode(nodeId: string): void {
    this.closeAll((entry) => entry.nodeId === nodeId, CLOSE.goingAway, 'The node was deployed again');
  }

  /** A call has ended: its sockets must not stay open. */
  callEnded(callSid: string): void {
    this.closeAll((entry) => entry.callSid === callSid, CLOSE.normal, 'The call has ended');
  }

  private closeAll(isIt: (entry: OpenSocket) => boolean, code: number, reason: string): void {
    for (const entry of [...this.open.values()]) if (isIt(entry)) entry.socket.close(code, reason);
  }

  private refuse(socket: CallSocket, reason: string, callSid?: string): void {
    if (!socket.isOpen) return;
    this.ports.warn(
      callSid === undefined
        ? `A ${socket.kind} socket was closed: ${reason}`
        : `A ${socket.kind} socket of the call ${callSid} was closed: ${reason}`,
    );
    socket.close(CLOSE.policy, reason.slice(0, 100));
  }

  private async start(socket: CallSocket, start: SocketStart): Promise<void> {
    const { sessions, accountSid, step: findStep } = this.ports;
    const { callSid, sessionId } = start;
    const { node: nodeId = '', n } = start.parameters;
    if (start.accountSid !== '' && !['', start.accountSid].includes(accountSid())) {
      this.refuse(socket, 'it belongs to another Twilio account', callSid);
      return;
    }
    const session = await sessions.find(callSid);
    if (!socket.isOpen) return;
    const key = keyOf(callSid, nodeId);
    const earlier = this.open.get(key);
    // With `applicationReconnect`, Twilio can be back before this side knows that the socket was lost.
    const isReconnect = sessionId !== '' && earlier?.sessionId === sessionId;
    const step = findStep(nodeId);
    const waiting =
      session?.waiting?.nodeId === nodeId && !session.isWaitNew && String(session.n) === n
        ? session.waiting
        : undefined;
    const reason =
      session === undefined || sessions.hasEnded(callSid)
        ? 'the call is not in a flow of this account, or has ended'
        : step?.socket?.kind !== socket.kind
          ? `there is no node "${nodeId}" that takes it`
          : earlier !== undefined && !isReconnect
            ? 'the call already has a socket in this node'
            : n !== undefined && waiting === undefined
              ? 'the call is not in this node any more'
              : undefined;
    if (reason !== undefined || session === undefined) {
      this.refuse(socket, reason ?? '', callSid);
      return;
    }
    const opened = { nodeId, callSid, sessionId, socket };
    this.open.set(key, opened);
    earlier?.socket.close(CLOSE.replaced, 'Twilio has connected again');
    if (waiting !== undefined) sessions.noteSocket(session, waiting, 'open');
    socket.onClose((close) => {
      // Not when a newer one has replaced it.
      if (this.open.get(key) !== opened) return;
      this.open.delete(key);
      if (waiting !== undefined) sessions.noteSocket(session, waiting, endOf(close));
    });
    step?.socket?.connected(socket, start, waiting);
  }
}
