import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { TwilioError } from '../../lib/errors/twilio-error';
import { CALL_EVENTS, type CallAnswer, type CallRequest } from '../../lib/calls/call-request';
import { placeCall } from '../../lib/calls/place';
import { CORRELATION_PARAMETER, correlationIdOf } from '../../lib/calls/correlation-id';
import { CallCompletion } from '../../lib/calls/call-completion';
import { endOf, type CallEnd, type CallState } from '../../lib/calls/call-end';
import type { Resource } from '../../lib/account/resource';
import { isEmpty, isObject, listOf } from '../../lib/validation/objects';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import type { Outcome } from '../../lib/node-red/action';
import { deadlineSeconds } from '../../lib/node-red/deadline';
import { translate, type Node, type NodeMessage, type Red } from '../../lib/node-red/red';
import { reported } from '../../lib/node-red/reported-error';
import { answerOfFlow } from '../../lib/node-red/step-trigger';

/** The properties of a `make-call` node, as Node-RED stores them. */
export interface CallerDef {
  answer?: CallAnswer;
  voice?: string;
  language?: string;
  statusEvents?: unknown;
  asyncAmd?: boolean;
  /** Transcribes the call while it lasts. Only for the answers `say` and `twiml`. */
  transcribe?: boolean;
  /** The language that is spoken, such as `en-US`. */
  transcriptionLanguage?: string;
  /** Sends the message when the call has ended. */
  wait?: boolean;
  /** How long to wait for the call to end, in seconds. */
  maxWait?: number | string;
}

/** The TypedInputs of a call. */
export type CallInputs = Pick<
  CallRequest,
  'to' | 'from' | 'say' | 'twiml' | 'url' | 'timeout' | 'timeLimit' | 'record' | 'machineDetection' | 'sendDigits'
>;

/** Places the calls of one node. */
export interface Caller {
  call(owner: AccountNode, inputs: CallInputs, options: unknown, msg: NodeMessage): Promise<Outcome>;
}

/** The longest call at Twilio, in seconds: four hours. */
const MAX_WAIT_SECONDS = 4 * 60 * 60;

/** The most calls of one node that are not answered yet. */
const MAX_PENDING_CALLS = 10_000;

/**
 * How long a call may be queued at Twilio, which starts one a second, and ring, in milliseconds.
 * https://www.twilio.com/docs/api/errors/22005
 */
const PENDING_CALL_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** The messages whose flow goes on when their call is answered, by correlation id. */
type PendingCalls = LRUCache<string, { msg: NodeMessage }>;

/** By node id, so that a call that rings during a deployment still finds its message. */
const pendingCallsByNode = new Map<string, PendingCalls>();

function pendingCallsOf(nodeId: string): PendingCalls {
  const known = pendingCallsByNode.get(nodeId);
  if (known !== undefined) return known;
  const pendingCalls: PendingCalls = new LRUCache({
    // Counted as size and not as `max`, which would reserve memory for all of them at once.
    maxSize: MAX_PENDING_CALLS,
    sizeCalculation: () => 1,
    ttl: PENDING_CALL_LIFETIME_MS,
    ttlResolution: 0,
    perf: Date,
  });
  pendingCallsByNode.set(nodeId, pendingCalls);
  return pendingCalls;
}

/**
 * Creates what places a node's calls. It waits for calls to end, and sends the message of an answered call by the second
 * output when the call goes on in the flow. Call it after the node is created.
 */
export function createCaller(red: Red, node: Node, def: CallerDef, accountNode: AccountNode | undefined): Caller {
  const pendingCalls = pendingCallsOf(node.id);
  /** The accounts of the calls that are waited for, by SID. Only of those that are not the node's own. */
  const owners = new Map<string, AccountNode>();
  const fetchCall = async (callSid: string): Promise<CallState> => {
    const owner = owners.get(callSid) ?? accountNode;
    if (owner === undefined) return {};
    return owner.account.fetchResource('CALL_FAILED', (client) => client.calls(callSid).fetch());
  };
  const waits = new CallCompletion(fetchCall);
  /** By the id of the account node. A deployment can replace the endpoint of an account that is not the node's own. */
  const subscriptions = new Map<string, { endpoint: AccountNode['endpoint']; unsubscribe: (() => void)[] }>();
  let isClosed = false;
  const listenTo = (owner: AccountNode): void => {
    const known = subscriptions.get(owner.id);
    if (isClosed || (known !== undefined && known.endpoint === owner.endpoint)) return;
    for (const unsubscribe of known?.unsubscribe ?? []) unsubscribe();
    subscriptions.set(owner.id, { endpoint: owner.endpoint, unsubscribe: subscribe(owner) });
  };
  if (accountNode !== undefined) listenTo(accountNode);
  node.on('close', (removed: boolean, done: () => void) => {
    isClosed = true;
    for (const { unsubscribe } of subscriptions.values()) for (const end of unsubscribe) end();
    waits.close(
      (callSid) =>
        new TwilioError('UNKNOWN_OUTCOME', `The flow was stopped while it waited for the call ${callSid} to end`, {
          hint: 'The call goes on. Look it up by its SID before you call again.',
        }),
    );
    // After a deployment the same node goes on with the calls that ring now.
    if (removed || pendingCalls.size === 0) pendingCallsByNode.delete(node.id);
    done();
  });

  function subscribe(owner: AccountNode): (() => void)[] {
    const { endpoint } = owner;
    if (endpoint === undefined) return [];
    const failed = (error: unknown) => {
      node.error(reported(error));
    };
    const common = { wantsFilteredOut: false, failed, unauthorized: () => undefined };
    const found: (() => void)[] = [];
    if (def.wait === true) {
      found.push(
        endpoint.subscribe<'call-status'>({
          ...common,
          kind: 'call-status',
          matches: (event) => event.direction !== 'inbound',
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
          matches: (event) => correlationIdOf(event) !== undefined,
          filter: { accepts: (event) => pendingCalls.has(correlationIdOf(event) ?? '') },
          answer: answerOfFlow(red, node, {
            account: owner.id,
            output: 1,
            deadline: deadlineSeconds(undefined),
            party: ({ to }) => to,
          }),
          receive(event) {
            const id = correlationIdOf(event) ?? '';
            const { msg } = pendingCalls.peek(id) ?? { msg: {} };
            // A `<Gather>` without an action requests this URL again for as long as the call lasts.
            pendingCalls.set(id, { msg }, { ttl: MAX_WAIT_SECONDS * 1000 });
            node.send([null, { ...red.util.cloneMessage(msg), payload: event.to, topic: event.to, twilio: event }]);
          },
        }),
      );
    }
    return found;
  }

  /** The end of a call with what only the Call resource holds: its price, if Twilio knows it by then. */
  async function completed(end: CallEnd, direction: unknown): Promise<Resource> {
    const known = { ...end, direction: end.direction ?? direction };
    if (end.status === 'timeout' || end.price !== undefined) return known;
    try {
      return { ...endOf(await fetchCall(end.callSid)), ...known };
    } catch {
      // The call has ended, which is what the flow waits for.
      return known;
    }
  }

  /** Waits for a call to end. Thousands may wait, so neither its request nor its resource is kept. */
  async function ended(callSid: string, who: string, direction: unknown, isUnreported: boolean): Promise<Outcome> {
    try {
      const end = await waits.wait(callSid, maxWaitSeconds(def.maxWait) * 1000);
      const summary = translate(red, 'status.callEnded', { status: end.status, who });
      return withWarning({ payload: await completed(end, direction), summary }, isUnreported);
    } finally {
      owners.delete(callSid);
    }
  }

  /** The URL at which an answered call goes on in this flow, and the correlation id in it. */
  function flowAddress(owner: AccountNode, msg: NodeMessage): { url: string; correlationId: string } | undefined {
    const url = webhookUrl(owner, 'call');
    if (def.answer !== 'flow' || url === undefined) return undefined;
    const correlationId = randomUUID();
    // Also of nodes that a deployment has removed.
    for (const calls of pendingCallsByNode.values()) calls.purgeStale();
    pendingCalls.set(correlationId, { msg: red.util.cloneMessage(msg) });
    return { url: `${url}?${CORRELATION_PARAMETER}=${correlationId}`, correlationId };
  }

  const transcribes = def.transcribe === true && (def.answer === undefined || ['say', 'twiml'].includes(def.answer));
  /** The transcription that the node is set to, if Twilio can report it. */
  function transcriptionAt(owner: AccountNode): CallRequest['transcription'] {
    const url = transcribes ? webhookUrl(owner, 'transcription') : undefined;
    return url === undefined ? undefined : { url, language: def.transcriptionLanguage };
  }

  let warned = false;
  /** Whether the call should be reported in a way that needs a public URL, which the account does not have. Warns once. */
  function lacksPublicUrl(owner: AccountNode, inputs: CallInputs, options: unknown): boolean {
    if (webhookUrl(owner, 'call-status') !== undefined) return false;
    const given = isObject(options) ? options : {};
    const events = listOf(def.statusEvents).length > 0 && isEmpty(given['statusCallback']);
    const recording =
      owner.endpoint?.hasSubscribers('recording') === true &&
      [inputs.record, given['record']].some((record) => String(record) === 'true') &&
      isEmpty(given['recordingStatusCallback']);
    if (!events && !recording && !transcribes) return false;
    if (!warned) node.warn(translate(red, 'problem.callbacks'));
    warned = true;
    return true;
  }

  /** The outcome as a warning, when Twilio cannot report the call. */
  const withWarning = (outcome: Outcome, isUnreported: boolean): Outcome => {
    if (!isUnreported) return outcome;
    const { summary } = outcome;
    const text = typeof summary === 'string' ? summary : summary();
    return { ...outcome, look: 'warning', summary: translate(red, 'status.noPublicUrl', { text }) };
  };

  return {
    async call(owner, inputs, options, msg) {
      listenTo(owner);
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
        transcription: transcriptionAt(owner),
        // Only when a node takes recordings: Twilio reports a webhook without an answer as an error.
        recordingStatusCallback: owner.endpoint?.hasSubscribers('recording')
          ? webhookUrl(owner, 'recording')
          : undefined,
        options,
      }).catch((error: unknown) => {
        // A call that was not placed is never answered.
        const isUnknown = error instanceof TwilioError && error.code === 'UNKNOWN_OUTCOME';
        if (flow !== undefined && !isUnknown) pendingCalls.delete(flow.correlationId);
        throw error;
      });
      const who = String(call['to']);
      const isUnreported = lacksPublicUrl(owner, inputs, options);
      if (!waiting) {
        return withWarning({ payload: call, summary: translate(red, 'status.called', { who }) }, isUnreported);
      }
      if (owner !== accountNode) owners.set(String(call['sid']), owner);
      // Returned and not awaited, so that nothing of this function stays in memory.
      return ended(String(call['sid']), who, call['direction'], isUnreported);
    },
  };
}

/** How long to wait for a call, in seconds. The longest call when it is not a positive number. */
function maxWaitSeconds(maxWait: unknown): number {
  const seconds = Number(maxWait === '' || maxWait === undefined ? MAX_WAIT_SECONDS : maxWait);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MAX_WAIT_SECONDS) : MAX_WAIT_SECONDS;
}
