import type { Peer } from './stream-peer';
import { useStreams, type StreamScene } from './stream-server';
import type { SimulatedRelay } from '../../simulator';

/** A message of Twilio to the server of an assistant. */
export interface RelayMessage {
  type: string;
  [name: string]: unknown;
}

/** The server of an assistant. */
export interface RelayPeer extends Peer {
  /** All messages so far, or those of a type. */
  messages(type?: string): RelayMessage[];
  /** Sends words of the assistant. */
  say(token: string, more?: Record<string, unknown>): Promise<void>;
  /** Sends a message, and waits until the simulator has it. */
  tell(message: string | Buffer | Record<string, unknown>): Promise<void>;
}

export interface RelayScene extends Omit<StreamScene, 'connect'> {
  /** The person calls a flow with this assistant. Resolves with the connection of the simulator. */
  talk(
    attributes?: string,
    options?: { within?: string; after?: string; flow?: Record<string, string> },
  ): Promise<RelayPeer>;
  /** The last session. */
  relay(): SimulatedRelay;
  /** The connection, after all messages. */
  current(): Promise<RelayPeer>;
  /** The last connection, which may be closed. */
  last(): RelayPeer;
  /** Lets time pass. Resolves when all messages have arrived. */
  wait(ms: number): Promise<void>;
}

export const RELAY_URL = 'wss://audio.example.com/relay';

/** The server of the assistant is at audio.example.com, the flow at flows.example.com. */
export function useRelays(): RelayScene {
  const streams = useStreams();
  const peerOf = (peer: Peer): RelayPeer => {
    const tell = async (message: string | Buffer | Record<string, unknown>): Promise<void> => {
      peer.send(message);
      await peer.sync();
    };
    return Object.assign(peer, {
      messages(type?: string) {
        const all = peer.received as unknown as RelayMessage[];
        return type === undefined ? all : all.filter((message) => message.type === type);
      },
      tell,
      say: (token: string, more: Record<string, unknown> = {}) => tell({ type: 'text', token, last: true, ...more }),
    });
  };
  const relays: RelayScene = Object.assign(Object.create(streams) as StreamScene, {
    async talk(attributes = '', { within = '', after = '', flow = {} } = {}) {
      await streams.call(
        `<Connect action="done"><ConversationRelay url="${RELAY_URL}" ${attributes}>${within}</ConversationRelay></Connect>${after}`,
        flow,
      );
      return relays.current();
    },
    relay() {
      const last = streams.scene.simulator.state().relays.at(-1);
      if (last === undefined) throw new Error('There is no session yet.');
      return last;
    },
    current: async () => peerOf(await streams.server.peer()),
    last() {
      const peer = streams.server.peers.at(-1);
      if (peer === undefined) throw new Error('Nobody has connected yet.');
      return peerOf(peer);
    },
    async wait(ms: number) {
      streams.scene.clock.advance(ms);
      await streams.server.peer();
    },
  });
  return relays;
}
