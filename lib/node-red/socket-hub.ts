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

/** How a socket that was closed has ended, for the step. */
const endOf = ({ byUs, code }: SocketClose): SocketEnd =>
  byUs ? (code === CLOSE.goingAway ? 'deployment' : 'step') : 'twilio';

/**
 * The WebSockets of an account's calls. The first message of a socket has the parameters that our TwiML put there: they
 * name the node. When the call is in that node, the node gets the socket.
 */
export class SocketHub {
  /** By call, then by node. */
  private readonly open = new Map<string, Map<string, OpenSocket>>();

  constructor(private readonly ports: SocketPorts) {}

  /** Whether a call has an open socket in a node. */
  has(callSid: string, nodeId: string): boolean {
    return this.open.get(callSid)?.has(nodeId) === true;
  }

  /** Whether it is known that a call has not ended, because Twilio still sends on one of its sockets. */
  isHeard(callSid: string): boolean {
    for (const { socket } of this.open.get(callSid)?.values() ?? []) if (socket.isHeard) return true;
    return false;
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
    const ofNode = [...this.open.values()].flatMap((nodes) => nodes.get(nodeId) ?? []);
    for (const { socket } of ofNode) socket.close(CLOSE.goingAway, 'The node was deployed again');
  }

  /** A call has ended: its sockets must not stay open. */
  callEnded(callSid: string): void {
    for (const { socket } of [...(this.open.get(callSid)?.values() ?? [])]) {
      socket.close(CLOSE.normal, 'The call has ended');
    }
  }

  private add(opened: OpenSocket): void {
    const { callSid, nodeId } = opened;
    const nodes = this.open.get(callSid) ?? new Map<string, OpenSocket>();
    this.open.set(callSid, nodes.set(nodeId, opened));
  }

  /** @returns whether it was there, and was not replaced by a newer one */
  private remove(closed: OpenSocket): boolean {
    const { callSid, nodeId } = closed;
    const nodes = this.open.get(callSid);
    if (nodes?.get(nodeId) !== closed) return false;
    nodes.delete(nodeId);
    if (nodes.size === 0) this.open.delete(callSid);
    return true;
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
    const earlier = this.open.get(callSid)?.get(nodeId);
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
    this.add(opened);
    earlier?.socket.close(CLOSE.replaced, 'Twilio has connected again');
    if (waiting !== undefined) sessions.noteSocket(session, waiting, 'open');
    socket.onClose((close) => {
      if (!this.remove(opened)) return;
      if (waiting !== undefined) sessions.noteSocket(session, waiting, endOf(close));
    });
    step?.socket?.connected(socket, start, waiting);
  }
}
