import { isEnded } from '../../lib/calls/call-end';
import { conversationEnded } from '../../lib/calls/relay/relay-errors';
import { messagesOf, relayStateOf, toJson, verbOptions, type RelayState } from '../../lib/calls/relay/relay-state';
import { relayVerb } from '../../lib/calls/relay/relay-verb';
import type { StepResult, WaitPlan } from '../../lib/calls/session/step-plan';
import { translate, type Node, type NodeMessage, type Red } from '../../lib/node-red/red';
import { createStep } from '../../lib/node-red/step';
import { stateOfStep } from '../../lib/node-red/step-hubs';
import { isObject } from '../../lib/validation/objects';
import { conversationResult, isConnectionLost } from './conversation-result';
import { LiveConversations, OUTPUT, STEP } from './live-conversations';
import { fixedSettings, INPUTS, settingsOf, type ConversationDef } from './settings';

/** How often a lost socket is opened again before the caller has said something. */
const MAX_LOSSES = 3;

function planOf(state: RelayState): WaitPlan {
  return {
    kind: 'wait',
    state: toJson(state),
    verbs: ({ action, socket }) => relayVerb(action, socket('relay'), verbOptions(state)),
  };
}

/** The state of a conversation that was lost with a restart: it goes on without its history. */
function lostState(def: ConversationDef): RelayState | undefined {
  const settings = fixedSettings(def);
  return settings && { settings, startedAt: Date.now() };
}

/** Whether this node has sent a message from a conversation. Such a message never starts one. */
const isFromConversation = (msg: NodeMessage): boolean => {
  const twilio: unknown = msg['twilio'];
  return isObject(twilio) && 'sessionId' in twilio;
};

/** Connects a call with a flow that answers in text, such as one with a language model. */
export function create(red: Red, node: Node, def: ConversationDef): void {
  const live = new LiveConversations(red, node);
  createStep(red, node, def, {
    event: STEP,
    inputs: INPUTS,
    socket: 'relay',
    hasResultAfterHangUp: true,
    hungUpOutput: OUTPUT.goesOn,
    plan: (context) => planOf({ settings: settingsOf(def, context) }),
    live(msg, call, isHere) {
      if (!isHere) {
        if (isFromConversation(msg)) throw conversationEnded();
        return false;
      }
      const state = relayStateOf(stateOfStep(call.callSid, node.id));
      // The socket may not be open yet, or be lost: then the text is said when it is open.
      const conversation = live.get(call.callSid) ?? live.resume(state, { msg: {}, call });
      if (conversation === undefined) throw conversationEnded();
      conversation.spoken(msg);
      return true;
    },
    connected(socket, { start, msg, state: saved, call }) {
      const conversation = live.resume(relayStateOf(saved), { msg, call });
      if (conversation === undefined) {
        socket.close(1008, 'The conversation no longer exists');
        return;
      }
      socket.onClose(({ code, byUs }) => {
        conversation.disconnected(socket);
        // The call has ended.
        if (byUs && code === 1000) live.delete(call.callSid);
      });
      conversation.connected(socket);
      conversation.received(JSON.stringify(start.details));
      socket.onMessage((text) => {
        conversation.received(text);
      });
    },
    result({ params, state: saved, socketEnd }, { msg, event }): StepResult {
      const { callSid } = event;
      const conversation = live.get(callSid);
      const state = relayStateOf(saved) ?? lostState(def);
      const result = conversationResult(params, state);
      const isStopped = socketEnd === 'deployment' && result.status !== 'ended';
      if (!isEnded(event.status ?? '') && state?.endReason === undefined && (isStopped || isConnectionLost(result))) {
        const losses = (state?.losses ?? 0) + (isStopped ? 0 : 1);
        if (state !== undefined && losses <= MAX_LOSSES) {
          conversation?.lost(losses);
          return { kind: 'again', plan: planOf({ ...state, losses }) };
        }
      }
      if (state !== undefined) msg['messages'] = conversation?.messages ?? messagesOf(state);
      live.delete(callSid);
      const summary = translate(red, 'status.conversation', { status: result.status });
      return {
        kind: 'leave',
        output: OUTPUT.goesOn,
        payload: result.status,
        twilio: { conversation: result },
        summary,
      };
    },
  });
  node.on('close', () => {
    live.close();
  });
}
