import type { CallLine, CallRequest } from '../model/call';
import { t } from '../text/locale';

/** The path of a webhook's URL, or the whole URL when it has none. */
export function requestPath(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/**
 * Whether this is a status callback that no node listens to. The account's URL answers 404 then, which is not an error of the
 * flow.
 */
export function isUntakenStatus({ status, url }: CallRequest): boolean {
  return status === 404 && requestPath(url).endsWith('/call-status');
}

/** The error of a webhook to show, or empty. */
export function requestError(request: CallRequest): string {
  return isUntakenStatus(request) ? '' : request.error;
}

/** The result of a webhook, such as `HTTP 200, 12 ms`. */
export function requestResult(request: CallRequest): string {
  const { status, ms, error } = request;
  if (isUntakenStatus(request)) return t.calls.noStatusNode;
  if (status !== null) return t.calls.requestStatus(status, ms);
  return error === '' ? t.calls.requestPending : t.calls.requestFailed;
}

/** Whether a webhook failed. An open WebSocket has the status 101. */
export function hasFailed(request: CallRequest): boolean {
  const { status, error } = request;
  if (isUntakenStatus(request)) return false;
  return error !== '' || (status !== null && status !== 101 && (status < 200 || status >= 400));
}

/** What a person did, as a sentence. Undefined for a verb of the flow. */
export function personStepText({ who, verb, text }: CallLine): string | undefined {
  if (who === 'flow') return undefined;
  switch (verb) {
    case 'Digits':
      return who === 'other' ? t.calls.otherPressed(text) : t.calls.pressed(text);
    case 'Speech':
      return who === 'other' ? t.calls.otherSaid(text) : t.calls.youSaid(text);
    case 'Answer':
      return t.calls.youAnswered;
    case 'Hangup':
      return t.calls.youHungUp;
    default:
      return `${verb} ${text}`.trim();
  }
}
