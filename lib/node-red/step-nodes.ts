import type { StepHandler } from '../calls/session/ports';
import type { PartialSpeechEvent } from '../events/call-media';
import type { StepEvent } from '../events/step';
import type { Json } from '../store/store';
import type { Twiml } from '../twiml/element';
import type { CallSocket, SocketKind } from '../webhooks/sockets/call-socket';
import type { SocketStart } from './socket-start';

/** How a node takes the WebSockets of its calls. */
export interface StepSocket {
  kind: SocketKind;
  /**
   * A socket was opened for a call in this node.
   * @param waiting the message that waits in it, and the step's state; absent when the call does not wait in it
   */
  connected(socket: CallSocket, start: SocketStart, waiting?: { msg: unknown; state: Json | undefined }): void;
}

/** A deployed node that a call can be in: a step, or the trigger that has started the call's flow. */
export interface StepNode extends StepHandler {
  /** Takes a partial speech result. @param msg the message that waits */
  partial?(event: PartialSpeechEvent, msg: unknown): void;
  /**
   * The TwiML document for the leg of another party, or for a queue.
   * @param state of the message that waits, in the call of the request or in the one that has dialed it
   */
  leg?(event: StepEvent, state: Json | undefined): Twiml;
  socket?: StepSocket;
}

const nodes = new Map<string, StepNode>();

/** The deployed node with this id. */
export const findStepNode = (id: string): StepNode | undefined => nodes.get(id);

/** @returns a function that removes the node, when it is still the one with this id */
export function addStepNode(id: string, node: StepNode): () => void {
  nodes.set(id, node);
  return () => {
    if (nodes.get(id) === node) nodes.delete(id);
  };
}
