import { TwilioError } from '../../lib/errors/twilio-error';
import { CALL_EVENTS } from '../../lib/calls/call-request';
import { placeCall } from '../../lib/calls/place';
import { attributeText, type SpeechOptions } from '../../lib/calls/prompt';
import { listOf } from '../../lib/validation/objects';
import type { AccountFields } from '../../lib/node-red/account-choice';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import type { ActionNode, Outcome } from '../../lib/node-red/action';
import { translate, type Node, type NodeMessage, type Red } from '../../lib/node-red/red';
import { reported } from '../../lib/node-red/reported-error';
import { createAnsweredCalls, type FlowCall } from './answered-calls';
import { createCallWaits, type PlacedCall } from './call-waits';
import { asUnreported, createReporting, type ReportingDef } from './reporting';

/** The properties of a `make-call` node, as Node-RED stores them. */
export interface CallerDef extends AccountFields, ReportingDef {
  asyncAmd?: boolean;
  /** Sends the message when the call has ended. */
  wait?: boolean;
  /** How long to wait for the call to end, in seconds. */
  maxWait?: number | string;
}

/** The TypedInputs of a call. */
export const INPUTS = [
  'to',
  'from',
  'say',
  'voice',
  'language',
  'twiml',
  'url',
  'timeout',
  'timeLimit',
  'record',
  'transcriptionLanguage',
  'machineDetection',
  'sendDigits',
  'statusEvents',
] as const;

/** Their values for one message. */
export type CallInputs = Record<(typeof INPUTS)[number], unknown>;

/** Places the calls of one node. */
export interface Caller {
  call(owner: AccountNode, inputs: CallInputs, options: unknown, msg: NodeMessage): Promise<Outcome>;
}

/** The events to report: a list, or a text with commas. */
const statusEventsOf = (value: unknown): string[] =>
  listOf(value).flatMap((text) => text.split(/[\s,]+/).filter(Boolean));

/**
 * How the text of a call is spoken: with the account's voice and language unless the node has its own, as in "say".
 * @throws {TwilioError} `INVALID_CALL`
 */
function speechOf({ account: { settings } }: AccountNode, { voice, language }: CallInputs): SpeechOptions {
  return {
    voice: attributeText(voice, 'voice') || settings.voice,
    language: attributeText(language, 'language') || settings.language,
  };
}

/**
 * Creates what places a node's calls. It waits for calls to end, and sends the message of an answered call by the second
 * output when the call goes on in the flow. Call it after the node is created.
 */
export function createCaller(red: Red, node: Node, def: CallerDef, { accountNode, status }: ActionNode): Caller {
  const failed = (error: unknown): void => {
    node.error(reported(error));
  };
  const waits = createCallWaits(red, node, { def, accountNode, status });
  const answers = createAnsweredCalls(red, node, status, failed);
  const reporting = createReporting(red, node, def);
  const waiting = def.wait === true;
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
    waits.close(removed);
    answers.close(removed);
    done();
  });

  function subscribe(owner: AccountNode): (() => void)[] {
    const { endpoint } = owner;
    if (endpoint === undefined) return [];
    const found: (() => void)[] = [];
    if (waiting) {
      found.push(
        endpoint.subscribe<'call-status'>({
          kind: 'call-status',
          matches: (event) => event.direction !== 'inbound',
          filter: { accepts: () => true },
          wantsFilteredOut: false,
          answer: () => ({ by: 'empty' }),
          receive: waits.onStatus,
          failed,
          unauthorized: () => undefined,
        }),
      );
    }
    if (def.answer === 'flow') found.push(endpoint.subscribe<'call'>(answers.subscription(owner)));
    return found;
  }

  /** The URL at which an answered call goes on in this flow. */
  async function flowCall(owner: AccountNode, msg: NodeMessage): Promise<FlowCall | undefined> {
    const url = webhookUrl(owner, 'call');
    return def.answer !== 'flow' || url === undefined ? undefined : answers.expect(owner, url, msg);
  }

  /** Waits for a call to end. Thousands may wait, so neither its request nor its resource is kept. */
  function ended(owner: AccountNode, call: PlacedCall, msg: NodeMessage, isUnreported: boolean): Promise<Outcome> {
    const ending = waits.ended(owner, call, msg);
    if (!isUnreported) return ending;
    return ending.then((outcome) => (outcome.isKept === true ? outcome : asUnreported(red, outcome)));
  }

  return {
    async call(owner, inputs, options, msg) {
      listenTo(owner);
      const { answer = 'say' } = def;
      const events = statusEventsOf(inputs.statusEvents);
      const speech = answer === 'say' ? speechOf(owner, inputs) : {};
      const transcription = reporting.transcriptionAt(owner, inputs.transcriptionLanguage);
      const flow = await flowCall(owner, msg);
      // Twilio does not request a step such as "gather" when the other party hangs up in it.
      const needsEnd = waiting || (flow !== undefined && answers.canReachStep());
      const needsStatus = events.length > 0 || needsEnd || def.asyncAmd === true;
      const call = await placeCall(owner.account, {
        ...inputs,
        answer,
        voice: speech.voice,
        language: speech.language,
        flowUrl: flow?.url,
        statusEvents: needsEnd
          ? CALL_EVENTS.filter((event) => events.includes(event) || event === 'completed')
          : events,
        statusCallback: needsStatus ? webhookUrl(owner, 'call-status') : undefined,
        asyncAmd: def.asyncAmd === true,
        transcription,
        // Only when a node takes recordings: Twilio reports a webhook without an answer as an error.
        recordingStatusCallback: owner.endpoint?.hasSubscribers('recording')
          ? webhookUrl(owner, 'recording')
          : undefined,
        options,
      }).catch((error: unknown) => {
        // A call that was not placed is never answered.
        if (!(error instanceof TwilioError && error.code === 'UNKNOWN_OUTCOME')) flow?.cancel();
        throw error;
      });
      const who = String(call['to']);
      const isUnreported = reporting.lacksPublicUrl(owner, { record: inputs.record, events }, options);
      if (!waiting) {
        const outcome = { payload: call, summary: translate(red, 'status.called', { who }) };
        return isUnreported ? asUnreported(red, outcome) : outcome;
      }
      const placed = { callSid: String(call['sid']), who, direction: String(call['direction'] ?? '') };
      // Returned and not awaited, so that nothing of this function stays in memory.
      return ended(owner, placed, msg, isUnreported);
    },
  };
}
