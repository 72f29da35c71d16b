import { fetchList } from '../../resources/list';
import type { Finding } from '../finding';
import { shownUrl } from '../survey';
import type { CheckContext } from '../subject';
import { isUrl } from '../../validation/is-url';

/** How far back alerts are read, in milliseconds: three days. */
const MAX_ALERT_AGE_MS = 3 * 24 * 60 * 60 * 1000;

/** The most alerts that are read. */
const MAX_ALERTS = 200;

/** The most lines that are shown. */
const MAX_DETAILS = 5;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A URL that was checked, without the values of its query. */
const checkedUrl = (url: string): string => (isUrl(url) ? shownUrl(url) : (url.split('?')[0] ?? ''));

/** The last unauthorized requests, with the URL that was checked. */
export function checkRejected({ rejected, webhookProblem }: CheckContext): Promise<Finding | undefined> {
  if (webhookProblem !== undefined) return Promise.resolve(undefined);
  const [last] = rejected;
  if (last === undefined) return Promise.resolve({ state: 'ok', text: 'none' });
  return Promise.resolve({
    state: 'warning',
    text: 'some',
    values: { at: last.at, reason: last.reason, hint: last.hint },
    details: rejected.slice(0, MAX_DETAILS).map(({ at, url, reason }) => `${at} ${checkedUrl(url)}: ${reason}`),
  });
}

/**
 * The errors that Twilio has recorded for the webhooks of this account node.
 * https://www.twilio.com/docs/usage/monitor-alert
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkAlerts(context: CheckContext): Promise<Finding | undefined> {
  const { account, isOwn } = context;
  if (account.settings.environment === 'simulator') return undefined;
  const since = new Date(Date.now() - MAX_ALERT_AGE_MS).toISOString().replace(/\.\d+Z$/, 'Z');
  const parameters = { LogLevel: 'error', StartDate: since };
  const url = 'https://monitor.twilio.com/v1/Alerts';
  const alerts = await fetchList(account, { method: 'get', url, parameters }, 'alerts', MAX_ALERTS);
  const own = alerts.filter(({ requestUrl }) => isUrl(text(requestUrl)) && isOwn(new URL(text(requestUrl))));
  if (own.length === 0) return { state: 'ok', text: 'none' };
  const groups = new Map<string, { count: number; at: string }>();
  for (const { errorCode, requestUrl, dateGenerated } of own) {
    const key = `${text(errorCode)} ${shownUrl(text(requestUrl))}`;
    const group = groups.get(key) ?? { count: 0, at: text(dateGenerated) };
    group.count += 1;
    groups.set(key, group);
  }
  const details = [...groups].slice(0, MAX_DETAILS).map(([key, { count, at }]) => `${key} (${count} ×, ${at})`);
  return {
    state: 'warning',
    text: 'some',
    values: { count: String(own.length) },
    details,
    fix: { kind: 'link', url: 'https://console.twilio.com/us1/monitor/logs/debugger/errors' },
  };
}
