import { readResponse, TwimlError } from '../protocol/twiml';
import type { SimulatorContext, DocumentSource } from '../model/context';
import { runVerbs } from './run-verbs';
import { childElements, readVoiceResponse } from './twiml-response';
import { callParams } from './call-params';
import { addTranscriptLine, ifCurrent, interrupt, publishCall, setActivity } from './call';
import { markAnswered, endCall } from './call-status';
import type { FormPairs, WebhookResult } from '../model/webhooks';
import type { XmlElement } from '../model/twiml';
import type { WebhookAddress, CallRecord } from '../model/call-records';

const ERROR_MESSAGE = 'We are sorry, an application error has occurred. Goodbye.';
const ERROR_MESSAGE_MS = 3000;

/** Requests TwiML and runs it. Cancels the current activity. */
export function requestTwiml(
  context: SimulatorContext,
  call: CallRecord,
  address: WebhookAddress,
  extraParams: FormPairs = [],
  // A nested document has no fallback URL.
  fallback: WebhookAddress | null = call.nested === undefined ? (call.fallback ?? null) : null,
): void {
  interrupt(context, call);
  const handle = ifCurrent(call, (result: WebhookResult) => {
    handleResponse({ context, call, result, address, extraParams, fallback });
  });
  const params = new Map<string, string>([...callParams(context, call), ...extraParams.map(pair)]);
  call.lastTwimlRequest = context.sender.send({ ...address, params: [...params] }).then(handle);
  context.track(call.lastTwimlRequest);
}

/** Redirects a call for a REST request. The call leaves its queue. */
export function redirectCall(
  context: SimulatorContext,
  call: CallRecord,
  instructions: { twiml: string } | WebhookAddress,
): void {
  call.member?.redirected();
  const { onRedirect, activity } = call;
  call.onRedirect = undefined;
  onRedirect?.();
  interrupt(context, call);
  activity.redirected?.();
  if ('twiml' in instructions) runInlineTwiml(context, call, instructions.twiml);
  else requestTwiml(context, call, instructions);
}

/** Sends a webhook of a call and ignores the response. */
export function postWebhook(
  context: SimulatorContext,
  call: CallRecord,
  address: WebhookAddress,
  extraParams: FormPairs,
): void {
  const params = new Map<string, string>([...callParams(context, call), ...extraParams.map(pair)]);
  call.lastCallback = call.lastCallback.then(async () => {
    await context.sender.send({ ...address, params: [...params] });
  });
  context.track(call.lastCallback);
}

/** Runs the TwiML of a REST request. */
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

/** The response to a TwiML request. */
interface TwimlResponse {
  context: SimulatorContext;
  call: CallRecord;
  result: WebhookResult;
  address: WebhookAddress;
  /** The additional parameters of the request. */
  extraParams: FormPairs;
  /** Requested when this response is not usable. */
  fallback: WebhookAddress | null;
}

function handleResponse({ context, call, result, address, extraParams, fallback }: TwimlResponse): void {
  let problem: { code: number; url: string };
  if (result.delivery !== undefined && call.view.delivery === undefined) {
    call.view.delivery = result.delivery;
    publishCall(context, call);
  }
  if (result.ok) {
    try {
      // HTTP redirects can change the URL.
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
  const errorParams: FormPairs = [
    ['ErrorCode', String(problem.code)],
    ['ErrorUrl', problem.url],
  ];
  requestTwiml(context, call, fallback, [...extraParams, ...errorParams], null);
}

/** There is no usable TwiML: plays Twilio's error message and ends the call. */
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
