/** Requests to a deployed account: its webhooks at Twilio, and the doctor. */

import { findingsIn, missingIn, webhooksIn, type Finding, type Missing, type Webhooks } from './answers';

const urlOf = (account: string, what: string): string => `twilio/account/${encodeURIComponent(account)}/${what}`;

async function request<T>(read: (answer: unknown) => T, settings: JQuery.AjaxSettings): Promise<T | Missing> {
  try {
    const answer: unknown = await $.ajax({ dataType: 'json', ...settings });
    return read(answer);
  } catch (thrown) {
    return missingIn(thrown);
  }
}

const json = (body: object): JQuery.AjaxSettings => ({
  method: 'POST',
  contentType: 'application/json',
  data: JSON.stringify(body),
});

/** Requests the webhooks of an account. Never rejects, as all functions here. */
export const fetchWebhooks = (account: string): Promise<Webhooks | Missing> =>
  request(webhooksIn, { url: urlOf(account, 'webhooks') });

/** The changes to numbers and senders. */
export interface Change {
  action: 'set' | 'restore';
  sids: string[];
  /** Only these URLs. All of them by default. */
  slots?: readonly string[];
  /** Whether URLs of another application are replaced. */
  replace?: boolean;
}

/** Sets or restores webhooks. */
export const changeWebhooks = (account: string, change: Change): Promise<Webhooks | Missing> =>
  request(webhooksIn, { url: urlOf(account, 'webhooks'), ...json(change) });

/** Runs the doctor. */
export const runDoctor = (account: string): Promise<Finding[] | Missing> =>
  request(findingsIn, { url: urlOf(account, 'doctor'), ...json({}) });
