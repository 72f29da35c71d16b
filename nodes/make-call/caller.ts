import { randomUUID } from 'node:crypto';
import { TwilioError } from '../../lib/errors/twilio-error';
import { CALL_EVENTS, placeCall, type CallAnswer, type CallRequest } from '../../lib/calls/place';
import { CORRELATION_PARAMETER, correlationIdOf } from '../../lib/calls/correlation-id';
import { CallCompletion, endOf, type CallEnd } from '../../lib/calls/call-completion';
import type { Resource } from '../../lib/account/resource';
import { listOf } from '../../lib/validation/objects';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import type { Outcome } from '../../lib/node-red/action';
import { deadlineSeconds } from '../../lib/node-red/deadline';
import { translate, type Node, type NodeMessage, type Red } from '../../lib/node-red/red';

/** What a calling node's properties say about its calls. */
export interface CallerDef {
  answer?: CallAnswer;
  voice?: string;
  language?: string;
  statusEvents?: unknown;
  asyncAmd?: boolean;
  wait?: boolean;
  /** In seconds. */
  maxWait?: number | string;
}

/** The inputs of a call that a flow may set. */
export type CallInputs = Pick<
  CallRequest,
  'to' | 'from' | 'say' | 'twiml' | 'url' | 'timeout' | 'timeLimit' | 'record' | 'machineDetection' | 'sendDigits'
>;

/** Places the calls of one node. */
export interface Caller {
  call(owner: AccountNode, inputs: CallInputs, options: unknown, msg: NodeMessage): Promise<Outcome>;
}

/** The longest that a call can take at Twilio, in seconds: four hours. */
const MAX_WAIT_SECONDS = 4 * 60 * 60;

/** The most calls of a node whose flow waits for them to be answered. */
const MAX_PENDING_CALLS = 10_000;

/** How long a call may wait at Twilio, which places one a second, and ring, in milliseconds. https://www.twilio.com/docs/api/errors/22005 */
const PENDING_CALL_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A message whose flow goes on when its call is answered, and again when TwiML sends the call back to its first address. */
interface PendingCall {
  msg: NodeMessage;
  /** When nobody will ask any more, in milliseconds. */
  until: number;
}

/** By node, so that a deployment does not hang up on who answers just then. */
const ticketsByNode = new Map<string, Map<string, PendingCall>>();

function ticketsOf(nodeId: string): Map<string, PendingCall> {
  const tickets = ticketsByNode.get(nodeId) ?? new Map<string, PendingCall>();
  ticketsByNode.set(nodeId, tickets);
  return tickets;
}

/** Lets go of what nobody will ask about any more, also of nodes that are gone without saying so, and of too many. */
function sweepTickets(now: number): void {
  for (const tickets of ticketsByNode.values()) {
    for (const [oldest, { until }] of tickets) {
      if (until <= now || tickets.size > MAX_PENDING_CALLS) tickets.delete(oldest);
    }
  }
}

/**
 * What a node that calls people needs: it hears of its calls' ends, and when a call is to go on in the flow, it takes the
 * answered call's request and sends the message on by its second output. To be called once the node is created.
 */
export function createCaller(red: Red, node: Node, def: CallerDef, accountNode: AccountNode | undefined): Caller {
  const tickets = ticketsOf(node.id);
  const fetchCall = async (callSid: string): Promise<Resource> => {
    if (accountNode === undefined) return {};
    return accountNode.account.requestResource('CALL_FAILED', (client) => client.calls(callSid).fetch());
  };
  const waits = new CallCompletion(fetchCall);
  const subscriptions = accountNode === undefined ? [] : subscribe(accountNode);
  node.on('close', (removed: boolean, done: () => void) => {
    for (const unsubscribe of subscriptions) unsubscribe();
    waits.close(
      (callSid) =>
        new TwilioError('UNKNOWN_OUTCOME', `The flow was stopped while it waited for the end of the call ${callSid}`, {
          hint: 'The call goes on: look it up by its SID before you call again.',
        }),
    );
    // After a deployment the same node takes the calls that ring meanwhile.
    if (removed || tickets.size === 0) ticketsByNode.delete(node.id);
    done();
  });

  function subscribe({ endpoint }: AccountNode): (() => void)[] {
    if (endpoint === undefined) return [];
    const failed = (error: unknown) => {
      node.error(error);
    };
    const common = { wantsFilteredOut: false, failed, unauthorized: () => undefined };
    const found: (() => void)[] = [];
    if (def.wait === true) {
      found.push(
        endpoint.subscribe<'call-status'>({
          ...common,
          kind: 'call-status',
          filter: { accepts: () => true },
          answer: () => ({ by: 'empty' }),
          receive: (event) => {
            waits.onStatus(event);
          },
        }),
      );
    }
    if (def.answer === 'flow') {
      found.push(
        endpoint.subscribe<'call'>({
          ...common,
          kind: 'call',
          filter: { accepts: (event) => tickets.has(correlationIdOf(event) ?? '') },
          answer: () => ({ by: 'flow', deadline: deadlineSeconds(undefined) }),
          receive(event) {
            const ticket = tickets.get(correlationIdOf(event) ?? '');
            const msg = ticket?.msg ?? {};
            // A `<Gather>` without an action comes back here for as long as the call lasts.
            if (ticket !== undefined) ticket.until = Date.now() + MAX_WAIT_SECONDS * 1000;
            node.send([null, { ...red.util.cloneMessage(msg), payload: event.to, topic: event.to, twilio: event }]);
          },
        }),
      );
    }
    return found;
  }

  /** The end of a call with what only the call itself tells: its price, when Twilio knows it by then. */
  async function completed(end: CallEnd, direction: unknown): Promise<Resource> {
    const known = { ...end, direction: end.direction ?? direction };
    if (end.status === 'timeout' || end.price !== undefined) return known;
    try {
      return { ...endOf(await fetchCall(end.callSid)), ...known };
    } catch {
      // The call has ended all the same, and that is what the flow waits for.
      return known;
    }
  }

  /** Waits for the end of a call. Thousands may wait, so nothing of its request or its resource is held meanwhile. */
  async function ended(callSid: string, who: string, direction: unknown): Promise<Outcome> {
    const end = await waits.wait(callSid, waitOf(def.maxWait) * 1000);
    return {
      payload: await completed(end, direction),
      summary: translate(red, 'status.callEnded', { status: end.status, who }),
    };
  }

  /** The address at which an answered call goes on in this flow, and the ticket in it. */
  function flowAddress(owner: AccountNode, msg: NodeMessage): { url: string; ticket: string } | undefined {
    const url = webhookUrl(owner, 'call');
    if (def.answer !== 'flow' || url === undefined) return undefined;
    const ticket = randomUUID();
    const now = Date.now();
    tickets.set(ticket, { msg: red.util.cloneMessage(msg), until: now + PENDING_CALL_LIFETIME_MS });
    sweepTickets(now);
    return { url: `${url}?${CORRELATION_PARAMETER}=${ticket}`, ticket };
  }

  return {
    async call(owner, inputs, options, msg) {
      const waiting = def.wait === true;
      const events = listOf(def.statusEvents);
      const statusCallback =
        events.length > 0 || waiting || def.asyncAmd === true ? webhookUrl(owner, 'call-status') : undefined;
      const flow = flowAddress(owner, msg);
      const call = await placeCall(owner.account, {
        ...inputs,
        answer: def.answer ?? 'say',
        voice: def.voice,
        language: def.language,
        flowUrl: flow?.url,
        statusEvents: waiting ? CALL_EVENTS.filter((event) => events.includes(event) || event === 'completed') : events,
        statusCallback,
        asyncAmd: def.asyncAmd === true,
        // Only where a node listens: Twilio takes a webhook that nobody answers for a fault.
        recordingStatusCallback: owner.endpoint?.hasSubscribers('recording')
          ? webhookUrl(owner, 'recording')
          : undefined,
        options,
      }).catch((error: unknown) => {
        // Nobody will answer a call that was not placed.
        const isUnknown = error instanceof TwilioError && error.code === 'UNKNOWN_OUTCOME';
        if (flow !== undefined && !isUnknown) tickets.delete(flow.ticket);
        throw error;
      });
      const who = String(call['to']);
      if (!waiting) return { payload: call, summary: translate(red, 'status.called', { who }) };
      // Returned and not awaited, so that this function is done with.
      return ended(String(call['sid']), who, call['direction']);
    },
  };
}

/** How long to wait for a call, in seconds; the longest when it is no number. */
function waitOf(maxWait: unknown): number {
  const seconds = Number(maxWait === '' || maxWait === undefined ? MAX_WAIT_SECONDS : maxWait);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MAX_WAIT_SECONDS) : MAX_WAIT_SECONDS;
}
