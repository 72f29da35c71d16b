import { mimeType, readResponse, TwimlError, XML_TYPES } from '../protocol/twiml';
import type { SimulatorContext, DocumentSource } from '../model/context';
import { warn } from './attributes';
import { callParams } from './call-params';
import { ifCurrent, IDLE, interrupt, hasEnded, addTranscriptLine, setActivity } from './call';
import { markAnswered, endCall } from './call-status';
import type { FormPairs, WebhookResult } from '../model/webhooks';
import type { XmlElement } from '../model/twiml';
import type { WebhookAddress, CallRecord } from '../model/call-records';
const MAX_STEPS = 1000;
const ERROR_MESSAGE = 'We are sorry, an application error has occurred. Goodbye.';
const ERROR_MESSAGE_MS = 3000;

/** Asks an address what to do, and does it. Whatever the call was busy with is called off. */
export function requestTwiml(
  context: SimulatorContext,
  call: CallRecord,
  address: WebhookAddress,
  more: FormPairs = [],
  // What is heard beside the call's own document has no address to fall back to.
  fallback: WebhookAddress | null = call.nested === undefined ? (call.fallback ?? null) : null,
): void {
  interrupt(context, call);
  const take = ifCurrent(call, (result: WebhookResult) => {
    handleResponse({ context, call, result, address, more, fallback });
  });
  const params = new Map<string, string>([...callParams(context, call), ...more.map(pair)]);
  call.lastTwimlRequest = context.sender.send({ ...address, params: [...params] }).then(take);
  context.track(call.lastTwimlRequest);
}

/** Sends a call elsewhere by a REST request: it leaves the queue that it may wait in. */
export function redirectCall(
  context: SimulatorContext,
  call: CallRecord,
  does: { twiml: string } | WebhookAddress,
): void {
  call.member?.redirected();
  if ('twiml' in does) runInlineTwiml(context, call, does.twiml);
  else requestTwiml(context, call, does);
}

/** Tells an address something on behalf of a call, and does not care for the answer. */
export function postWebhook(
  context: SimulatorContext,
  call: CallRecord,
  address: WebhookAddress,
  more: FormPairs,
): void {
  const params = new Map<string, string>([...callParams(context, call), ...more.map(pair)]);
  call.lastCallback = call.lastCallback.then(async () => {
    await context.sender.send({ ...address, params: [...params] });
  });
  context.track(call.lastCallback);
}

/** Obeys a document that came with a request. */
export function runInlineTwiml(context: SimulatorContext, call: CallRecord, twiml: string): void {
  interrupt(context, call);
  let root: XmlElement;
  try {
    root = readResponse(twiml);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    playError(context, call);
    return;
  }
  runVerbs(context, call, { url: '', method: 'POST', line: undefined }, childElements(root, undefined));
}

/** An answer to a request for TwiML. */
interface TwimlResponse {
  context: SimulatorContext;
  call: CallRecord;
  result: WebhookResult;
  address: WebhookAddress;
  /** What was told with the request. */
  more: FormPairs;
  /** Asked when nothing can be done with this answer. */
  fallback: WebhookAddress | null;
}

function handleResponse({ context, call, result, address, more, fallback }: TwimlResponse): void {
  let problem: { code: number; url: string };
  if (result.ok) {
    try {
      // Redirects over HTTP may have changed the address.
      const source: DocumentSource = { url: result.url, method: address.method, line: result.line };
      runVerbs(context, call, source, childElements(readVoiceResponse(result), source));
      return;
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      result.line.error(`${String(error.code)}: ${error.message}`);
      problem = { code: error.code, url: result.url };
    }
  } else problem = result;
  if (fallback === null) {
    playError(context, call);
    return;
  }
  // https://www.twilio.com/docs/usage/security/availability-reliability
  const about: FormPairs = [
    ['ErrorCode', String(problem.code)],
    ['ErrorUrl', problem.url],
  ];
  requestTwiml(context, call, fallback, [...more, ...about], null);
}

/**
 * What an answer asks for: TwiML, plain text to be said, or sound to be played.
 * @throws TwimlError 12300 for another content type, 12100 for XML that is none
 */
function readVoiceResponse(answer: { contentType: string; body: string; url: string }): XmlElement {
  const type = mimeType(answer.contentType);
  const only = (name: string, text: string): XmlElement => ({
    name: 'Response',
    attributes: {},
    children: [{ name, attributes: {}, children: [text] }],
  });
  if (type === 'text/plain') return only('Say', answer.body);
  if (type.startsWith('audio/')) return only('Play', answer.url);
  if (!XML_TYPES.has(type)) {
    throw new TwimlError(12300, `Invalid Content-Type: "${type}" – answer with text/xml`);
  }
  return readResponse(answer.body);
}

/** The elements within another, told of text between them. */
export function childElements(element: XmlElement, source: DocumentSource | undefined): XmlElement[] {
  return element.children.filter((child): child is XmlElement => {
    if (typeof child !== 'string') return true;
    if (child.trim() !== '' && source !== undefined) warn(source, `text within <${element.name}> is ignored`);
    return false;
  });
}

/** Obeys verb after verb. At the end of the call's own document the call ends. */
function runVerbs(
  context: SimulatorContext,
  call: CallRecord,
  source: DocumentSource,
  elements: readonly XmlElement[],
  from = 0,
): void {
  for (let at = from; ; at += 1) {
    if (hasEnded(call)) return;
    const element = elements[at];
    if (element === undefined || at >= MAX_STEPS) {
      if (call.nested !== undefined) {
        call.nested.ended();
        return;
      }
      if (call.view.direction === 'inbound') markAnswered(context, call);
      endCall(context, call, 'completed');
      return;
    }
    const rules = context.voiceVerbs.get(element.name);
    if (rules === undefined) {
      warn(source, `<${element.name}> is no verb of voice TwiML that the simulator obeys; it is skipped`);
      continue;
    }
    if (call.nested?.verbs.has(element.name) === false) {
      warn(source, `<${element.name}> may not be within this document; it is skipped`);
      continue;
    }
    if (rules.answers) markAnswered(context, call);
    // A verb that takes no time goes on within this loop, so that a long document does not deepen the stack.
    let state: 'running' | 'done' | 'waiting' = 'running';
    const next = ifCurrent(call, () => {
      if (state === 'running') state = 'done';
      else if (state === 'waiting') {
        state = 'done';
        setActivity(context, call, IDLE);
        runVerbs(context, call, source, elements, at + 1);
      }
    });
    const { generation } = call;
    const resume = (): void => {
      interrupt(context, call);
      runVerbs(context, call, source, elements, at + 1);
    };
    const activity = rules.run({ context, call, source, element, resume }, next);
    if (isDone(state)) continue;
    state = 'waiting';
    // A verb that has asked for another document has left this one.
    if (call.generation === generation && activity !== undefined) {
      call.redirects = 0;
      setActivity(context, call, activity);
    }
    return;
  }
}

// The compiler cannot see that a callback changes the variable.
function isDone(state: string): boolean {
  return state === 'done';
}

/** Nothing usable came: the person hears an apology, and the call ends. */
export function playError(context: SimulatorContext, call: CallRecord): void {
  interrupt(context, call);
  if (call.nested !== undefined) {
    call.nested.failed();
    return;
  }
  markAnswered(context, call);
  addTranscriptLine(context, call, 'flow', 'Say', ERROR_MESSAGE);
  const stop = context.timers.after(
    ERROR_MESSAGE_MS,
    ifCurrent(call, () => {
      endCall(context, call, 'completed');
    }),
  );
  setActivity(context, call, { stop });
}

function pair([name, value]: readonly [string, string]): [string, string] {
  return [name, value];
}
