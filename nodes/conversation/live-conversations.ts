import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Conversation } from '../../lib/calls/relay/conversation';
import type { ConversationPorts } from '../../lib/calls/relay/conversation-ports';
import { toJson, type RelayState } from '../../lib/calls/relay/relay-state';
import { translate, type Node, type NodeMessage, type Red } from '../../lib/node-red/red';
import type { StepCall } from '../../lib/node-red/step-call';
import { keepStateOfStep } from '../../lib/node-red/step-hubs';
import { withOutput } from '../../lib/node-red/step-message';

/** The step's word, for `msg.twilio.event`. */
export const STEP = 'conversation';

/** The outputs of the node. */
export const OUTPUT = { said: 0, events: 1, goesOn: 2 } as const;

/** How many conversations are kept. One that ends without a request from Twilio is dropped when there are more. */
const MAX_CONVERSATIONS = 2000;

/**
 * Properties that this node reads as commands. It removes them from what it sends, because the flow sends that message
 * back.
 */
const COMMANDS = ['end', 'play', 'digits', 'language', 'relay', 'complete', 'last'] as const;

const clock: ConversationPorts['clock'] = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

/** What the messages of a conversation are made from. */
interface Origin {
  /** The message that waits in the node. Those that leave are copies of it. */
  msg: NodeMessage;
  call: StepCall;
}

interface Live extends Origin {
  conversation: Conversation;
}

/** The conversations of one node, by CallSid. */
export class LiveConversations {
  private readonly conversations = new LRUCache<string, Live>({
    // Counted as size and not as `max`, which would reserve memory for all of them at once.
    maxSize: MAX_CONVERSATIONS,
    sizeCalculation: () => 1,
    dispose({ conversation }) {
      conversation.close();
    },
  });

  constructor(
    private readonly red: Red,
    private readonly node: Node,
  ) {}

  get(callSid: string): Conversation | undefined {
    return this.conversations.get(callSid)?.conversation;
  }

  /** The conversation of a call whose message waits. @param state of the step, for a conversation that is not in memory */
  resume(state: RelayState | undefined, origin: Origin): Conversation | undefined {
    const live = this.conversations.get(origin.call.callSid);
    if (live === undefined) return state && this.add(state, origin);
    // The conversation was created without the message that waits, such as after a restart.
    return Object.assign(live, origin).conversation;
  }

  add(state: RelayState, origin: Origin): Conversation {
    const { call } = origin;
    const { callSid } = call;
    const conversation = new Conversation(state, {
      clock,
      newTurn: randomUUID,
      said: ({ text, lang, last, turn, messages, raw }) => {
        const twilio = { turn, last, ...(lang === undefined ? {} : { lang }), raw };
        this.send(live, OUTPUT.said, { payload: text, twilio, messages });
      },
      event: ({ event, turn, more, raw }) => {
        const twilio = { ...(turn === undefined ? {} : { turn }), ...more, raw };
        this.send(live, OUTPUT.events, { payload: event, twilio });
      },
      changed: (changed) => {
        keepStateOfStep(callSid, this.node.id, toJson({ ...changed }));
      },
      unreadable: (reason) => {
        this.node.warn(translate(this.red, 'problem.relayUnreadable', { sid: callSid, reason }));
      },
    });
    const live: Live = { ...origin, conversation };
    this.conversations.set(callSid, live);
    return conversation;
  }

  delete(callSid: string): void {
    this.conversations.delete(callSid);
  }

  close(): void {
    this.conversations.clear();
  }

  private send(
    { msg: base, call, conversation }: Live,
    output: number,
    { payload, twilio, messages }: { payload: unknown; twilio: Record<string, unknown>; messages?: unknown },
  ): void {
    const msg: NodeMessage = this.red.util.cloneMessage(base);
    for (const name of COMMANDS) Reflect.deleteProperty(msg, name);
    Object.assign(msg, {
      payload,
      topic: call.direction === 'inbound' ? call.from : call.to,
      twilio: { ...call, event: STEP, sessionId: conversation.sessionId, ...twilio },
      ...(messages === undefined ? {} : { messages }),
    });
    this.node.send(withOutput(output, msg));
  }
}
