import type { FlowNode } from '../support/node-red';
import { DESK, LONDON } from './call-flow';

export const GREETING = 'Hello. Ask me something.';
export const END = 'That is all.';
/** Takes longer than any test. */
export const LONG_ANSWER = `There is a lot to say about that. ${'It began many years ago, and it has not ended. '.repeat(15)}${END}`;

/** An assistant of core nodes: a WebSocket that answers each prompt. `bye` hands the call over. */
const ASSISTANT = `
const message = JSON.parse(msg.payload);
const say = (token) => JSON.stringify({ type: 'text', token, last: true });
if (message.type === 'dtmf') msg.payload = say('You pressed ' + message.digit + '.');
else if (message.type !== 'prompt') return null;
else if (/bye/.test(message.voicePrompt)) msg.payload = JSON.stringify({ type: 'end', handoffData: 'human' });
else msg.payload = say(${JSON.stringify(LONG_ANSWER)});
return msg;`;

/** A server of audio that sends back what it hears. */
const ECHO = `
const message = JSON.parse(msg.payload);
if (message.event !== 'media') return null;
const { streamSid, media: { payload } } = message;
msg.payload = JSON.stringify({ event: 'media', streamSid, media: { payload } });
return msg;`;

/**
 * A flow whose front desk is an assistant, and whose second number is an echo over a media stream.
 * @param host the host and port of Node-RED
 */
export function assistantFlow(account: string, host: string): FlowNode[] {
  const z = 'a1ca000000000001';
  const callIn = { type: 'twilio-call-in', z, account, rejected: false, outputs: 1, deadline: 10, respond: 'twiml' };
  const relay = `<ConversationRelay url="wss://${host}/ws/relay" welcomeGreeting="${GREETING}" dtmfDetection="true"/>`;
  const socket = (path: string, number: number, func: string): FlowNode[] => {
    const id = (at: number): string => `a1ca0000000${String(number)}000${String(at)}`;
    return [
      { id: id(1), type: 'websocket-listener', path: `/ws/${path}`, wholemsg: 'false' },
      { id: id(2), type: 'websocket in', z, server: id(1), client: '', wires: [[id(3)]] },
      { id: id(3), type: 'function', z, name: path, func, outputs: 1, wires: [[id(4)]] },
      { id: id(4), type: 'websocket out', z, server: id(1), client: '', wires: [] },
    ];
  };
  return [
    { id: z, type: 'tab', label: 'Assistant' },
    {
      ...callIn,
      id: 'a1ca000000000002',
      name: 'assistant',
      filterTo: DESK,
      twiml: `<Response><Connect>${relay}</Connect><Say>One moment, please.</Say></Response>`,
      wires: [[]],
    },
    {
      ...callIn,
      id: 'a1ca000000000003',
      name: 'echo',
      filterTo: LONDON,
      twiml: `<Response><Connect><Stream url="wss://${host}/ws/stream"/></Connect></Response>`,
      wires: [[]],
    },
    ...socket('relay', 1, ASSISTANT),
    ...socket('stream', 2, ECHO),
    {
      id: account,
      type: 'twilio-config',
      name: 'Simulator',
      environment: 'simulator',
      auth: 'token',
      path: `/twilio-${account}`,
      from: DESK,
      validateSignatures: true,
    },
  ];
}
