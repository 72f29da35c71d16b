import type { RequestObserver } from '../account/request-observer';
import { ActivityLog } from '../activity/activity-log';
import type { ActivityEntry, NewEntry } from '../activity/entry';
import { withoutInput, withoutSecrets } from '../activity/secrets';
import { firstOf, summaryOf } from '../activity/summary';
import { inLanguage } from './language';
import { messageOf } from './red';
import { text } from '../events/params';
import { isObject, textMember } from '../validation/objects';
import type { ObservedWebhook, ReceivedWebhook, WebhookObserver } from '../webhooks/observer';
import { watchResponse } from '../webhooks/respond';
import { findStepNode } from './step-nodes';

/** By the account node's id, so that a log survives a deployment. */
const logs = new Map<string, ActivityLog>();

/** The activity of an account node. */
export function activityOf(accountNodeId: string): ActivityLog {
  const log = logs.get(accountNodeId) ?? new ActivityLog();
  logs.set(accountNodeId, log);
  return log;
}

/** Deletes the activity of an account node that was deleted. */
export function forgetActivity(accountNodeId: string): void {
  logs.delete(accountNodeId);
}

/** The most reasons that are looked for in a second while no sidebar is open, because each one compares all filters. */
const MAX_REASONS_PER_SECOND = 5;

/** Whether what a caller enters in a step must not be shown. When the step is not deployed, it is not known. */
const isSensitiveStep = (nodeId: string): boolean => findStepNode(nodeId)?.isSensitive !== false;

type ServerResponse = ReceivedWebhook['response'];

/** Writes the webhooks of an account node into its activity. */
export function webhookObserver(accountNodeId: string): WebhookObserver {
  const log = activityOf(accountNodeId);
  let second = 0;
  let reasons = 0;
  const mayExplain = (): boolean => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      reasons = 0;
    }
    reasons += 1;
    return log.isWatched || reasons <= MAX_REASONS_PER_SECOND;
  };
  return {
    received(webhook) {
      const entry = log.add(webhookEntry(webhook));
      watchAnswer(log, entry, webhook.response);
      return observedWebhook(log, entry, mayExplain);
    },
    unauthorized(kind, { reason, hint, url }) {
      const problem = inLanguage(reason);
      log.add({ type: 'webhook', what: kind, status: 403, problem, hint: inLanguage(hint), url }, false);
    },
    unrouted(what, status, reason) {
      log.add({ type: 'webhook', what, status, problem: inLanguage(reason), url: '' }, false);
    },
  };
}

/** The entry of a webhook. A form is kept as it arrived, which is smaller and faster than its parameters. */
function webhookEntry({ kind, params, form }: ReceivedWebhook): NewEntry {
  const node = kind === 'step' || kind === 'step-partial' ? text(params, 'node') : undefined;
  const isHidden = node !== undefined && isSensitiveStep(node);
  if (form !== undefined && !isHidden) {
    return node === undefined
      ? { type: 'webhook', what: kind, form }
      : { type: 'webhook', what: kind, form, nodes: [node] };
  }
  // Copied, because a flow can change the event.
  const shown = isHidden ? withoutInput(params) : { ...params };
  const summary = summaryOf(kind, shown);
  return { type: 'webhook', what: kind, ...summary, params: shown, ...(node === undefined ? {} : { nodes: [node] }) };
}

function watchAnswer(log: ActivityLog, entry: ActivityEntry, response: ServerResponse): void {
  watchResponse(response, (status, answer) => {
    log.change(entry, { status, ms: Date.now() - entry.at, answer });
  });
}

function observedWebhook(log: ActivityLog, entry: ActivityEntry, mayExplain: () => boolean): ObservedWebhook {
  return {
    repeated() {
      log.change(entry, { isRepeated: true });
    },
    taken(nodeIds) {
      if (nodeIds.length > 0) log.change(entry, { nodes: nodeIds });
    },
    notTaken(why) {
      const filteredOut = mayExplain() ? why().filteredOut.map(({ id, filter }) => ({ id, filter })) : [];
      log.change(entry, { nodes: [], filteredOut });
    },
  };
}

/** Writes the requests of an account node into its activity. */
export function requestObserver(accountNodeId: string): RequestObserver {
  const log = activityOf(accountNodeId);
  return ({ method, uri, data }) => {
    const params = withoutSecrets(isObject(data) ? data : {});
    const resource = resourceOf(uri);
    const entry = log.add({
      type: 'request',
      method: method.toUpperCase(),
      what: resource.name,
      sid: resource.sid,
      from: text(params, 'From') ?? text(params, 'MessagingServiceSid'),
      to: text(params, 'To'),
      text: firstOf(params, ['Body', 'ContentSid', 'Status', 'Url', 'Twiml']),
      params,
    });
    return {
      answered(status, body) {
        log.change(entry, { status, ms: Date.now() - entry.at, ...answerOf(status, body) });
      },
      failed(error) {
        log.change(entry, { ms: Date.now() - entry.at, problem: messageOf(error) });
      },
    };
  };
}

/** A resource in a URL of the REST API: `…/Calls/CA….json` is `Calls` and `CA…`. */
function resourceOf(uri: string): { name: string; sid: string | undefined } {
  const path = uri.replace(/[?#].*$/, '').replace(/\.json$/, '');
  const parts = path.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const isSid = /^[A-Z]{2}[0-9a-f]{32}$/.test(last) || last.startsWith('+') || last.startsWith('%2B');
  return isSid ? { name: parts.at(-2) ?? last, sid: last } : { name: last, sid: undefined };
}

/** What is kept of an answer of Twilio's: the SID and the status, or the error. */
function answerOf(status: number, body: unknown): Pick<ActivityEntry, 'sid' | 'problem' | 'answer'> {
  const resource = isObject(body) ? body : parsed(body);
  if (resource === undefined) return {};
  if (status >= 400) {
    const code: unknown = resource['code'];
    const message = textMember(resource, 'message');
    return { problem: typeof code === 'number' ? `${message} (${code})` : message };
  }
  const sid = textMember(resource, 'sid');
  const state = textMember(resource, 'status');
  return { ...(sid === '' ? {} : { sid }), ...(state === '' ? {} : { answer: state }) };
}

function parsed(body: unknown): Record<string, unknown> | undefined {
  if (typeof body !== 'string' || body === '') return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
