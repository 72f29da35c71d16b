import { mimeType, readResponse, TwimlError, XML_TYPES } from '../protocol/twiml';
import type { SimulatorContext, Source } from '../model/context';
import { warn } from './attributes';
import { callParams } from './call-params';
import { guarded, idle, interrupt, isOver, note, setActivity } from './call';
import { answered, endCall } from './call-status';
import type { FormPairs, WebhookResult } from '../model/webhooks';
import type { XmlElement } from '../model/twiml';
import type { Address, CallRecord } from '../model/call-records';
const MAX_STEPS = 1000;
const ERROR_MESSAGE = 'We are sorry, an application error has occurred. Goodbye.';
const ERROR_TIME = 3000;

/** Asks an address what to do, and does it. Whatever the call was busy with is called off. */
export function ask(
  world: SimulatorContext,
  call: CallRecord,
  address: Address,
  more: FormPairs = [],
  // What is heard beside the call's own document has no address to fall back to.
  fallback: Address | null = call.frame === undefined ? (call.fallback ?? null) : null,
): void {
  interrupt(world, call);
  const take = guarded(call, (result: WebhookResult) => {
    takeUp({ world, call, result, address, more, fallback });
  });
  const params = new Map<string, string>([...callParams(world, call), ...more.map(pair)]);
  call.asked = world.sender.send({ ...address, params: [...params] }).then(take);
  world.background(call.asked);
}

/** Sends a call elsewhere by a REST request: it leaves the queue that it may wait in. */
export function sendElsewhere(world: SimulatorContext, call: CallRecord, does: { twiml: string } | Address): void {
  call.member?.left();
  if ('twiml' in does) obeyInline(world, call, does.twiml);
  else ask(world, call, does);
}

/** Tells an address something on behalf of a call, and does not care for the answer. */
export function tell(world: SimulatorContext, call: CallRecord, address: Address, more: FormPairs): void {
  const params = new Map<string, string>([...callParams(world, call), ...more.map(pair)]);
  call.posted = call.posted.then(async () => {
    await world.sender.send({ ...address, params: [...params] });
  });
  world.background(call.posted);
}

/** Obeys a document that came with a request. */
export function obeyInline(world: SimulatorContext, call: CallRecord, twiml: string): void {
  interrupt(world, call);
  let root: XmlElement;
  try {
    root = readResponse(twiml);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    giveUp(world, call);
    return;
  }
  perform(world, call, { url: '', method: 'POST', line: undefined }, elementsOf(root, undefined));
}

/** An answer to a request for TwiML. */
interface Answer {
  world: SimulatorContext;
  call: CallRecord;
  result: WebhookResult;
  address: Address;
  /** What was told with the request. */
  more: FormPairs;
  /** Asked when nothing can be done with this answer. */
  fallback: Address | null;
}

function takeUp({ world, call, result, address, more, fallback }: Answer): void {
  let problem: { code: number; url: string };
  if (result.ok) {
    try {
      // Redirects over HTTP may have changed the address.
      const source: Source = { url: result.url, method: address.method, line: result.line };
      perform(world, call, source, elementsOf(readVoice(result), source));
      return;
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      result.line.error(`${String(error.code)}: ${error.message}`);
      problem = { code: error.code, url: result.url };
    }
  } else problem = result;
  if (fallback === null) {
    giveUp(world, call);
    return;
  }
  // https://www.twilio.com/docs/usage/security/availability-reliability
  const about: FormPairs = [
    ['ErrorCode', String(problem.code)],
    ['ErrorUrl', problem.url],
  ];
  ask(world, call, fallback, [...more, ...about], null);
}

/**
 * What an answer asks for: TwiML, plain text to be said, or sound to be played.
 * @throws TwimlError 12300 for another content type, 12100 for XML that is none
 */
function readVoice(answer: { contentType: string; body: string; url: string }): XmlElement {
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
export function elementsOf(element: XmlElement, source: Source | undefined): XmlElement[] {
  return element.children.filter((child): child is XmlElement => {
    if (typeof child !== 'string') return true;
    if (child.trim() !== '' && source !== undefined) warn(source, `text within <${element.name}> is ignored`);
    return false;
  });
}

/** Obeys verb after verb. At the end of the call's own document the call ends. */
function perform(
  world: SimulatorContext,
  call: CallRecord,
  source: Source,
  elements: readonly XmlElement[],
  from = 0,
): void {
  for (let at = from; ; at += 1) {
    if (isOver(call)) return;
    const element = elements[at];
    if (element === undefined || at >= MAX_STEPS) {
      if (call.frame !== undefined) {
        call.frame.ended();
        return;
      }
      if (call.view.direction === 'inbound') answered(world, call);
      endCall(world, call, 'completed');
      return;
    }
    const rules = world.voiceVerbs.get(element.name);
    if (rules === undefined) {
      warn(source, `<${element.name}> is no verb of voice TwiML that the simulator obeys; it is skipped`);
      continue;
    }
    if (call.frame?.verbs.has(element.name) === false) {
      warn(source, `<${element.name}> may not be within this document; it is skipped`);
      continue;
    }
    if (rules.answers) answered(world, call);
    // A verb that takes no time goes on within this loop, so that a long document does not deepen the stack.
    let state: 'running' | 'done' | 'waiting' = 'running';
    const next = guarded(call, () => {
      if (state === 'running') state = 'done';
      else if (state === 'waiting') {
        state = 'done';
        setActivity(world, call, idle);
        perform(world, call, source, elements, at + 1);
      }
    });
    const { turn } = call;
    const resume = (): void => {
      interrupt(world, call);
      perform(world, call, source, elements, at + 1);
    };
    const activity = rules.run({ world, call, source, element, resume }, next);
    if (isDone(state)) continue;
    state = 'waiting';
    // A verb that has asked for another document has left this one.
    if (call.turn === turn && activity !== undefined) {
      call.redirects = 0;
      setActivity(world, call, activity);
    }
    return;
  }
}

// The compiler cannot see that a callback changes the variable.
function isDone(state: string): boolean {
  return state === 'done';
}

/** Nothing usable came: the person hears an apology, and the call ends. */
export function giveUp(world: SimulatorContext, call: CallRecord): void {
  interrupt(world, call);
  if (call.frame !== undefined) {
    call.frame.failed();
    return;
  }
  answered(world, call);
  note(world, call, 'flow', 'Say', ERROR_MESSAGE);
  const stop = world.timers.after(
    ERROR_TIME,
    guarded(call, () => {
      endCall(world, call, 'completed');
    }),
  );
  setActivity(world, call, { stop });
}

function pair([name, value]: readonly [string, string]): [string, string] {
  return [name, value];
}
