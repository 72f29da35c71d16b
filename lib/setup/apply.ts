import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import { incomingNumbers } from '../resources/catalogue/phone-numbers';
import { runOperation } from '../resources/run';
import { sendRequest } from '../resources/send-request';
import { forget, keep, urlHash } from './kept';
import type { SetupOwner } from './owner';
import { SLOTS, slotsOf, type Slot } from './slots';
import { SENDERS_URL, type FoundTarget } from './survey';
import { isUrl } from '../validation/is-url';

/**
 * What happened to one number or sender:
 *
 * - `set`, `restored`: done
 * - `unchanged`: there was nothing to do
 * - `foreign`: it has URLs of another application, and replacing them was not requested
 * - `failed`: Twilio refused it, for the reason in `error`. `hint` says what to do.
 */
export interface Outcome {
  sid: string;
  address: string;
  outcome: 'set' | 'restored' | 'unchanged' | 'foreign' | 'failed';
  error?: string;
  hint?: string;
}

/** What is set. */
export interface SetOptions {
  /** Whether URLs of another application are replaced. */
  replace: boolean;
  /** Only these slots. All of them by default. */
  slots?: readonly Slot[] | undefined;
}

/** Writes fields of a number or sender. */
async function write(account: Account, { view, fields }: FoundTarget, changes: Record<string, string>): Promise<void> {
  if (view.kind === 'number') {
    await runOperation(account, incomingNumbers.update, { ...changes, sid: view.sid });
    return;
  }
  // Whether Twilio keeps the members that are left out is not documented, so all of them are sent.
  const all = Object.entries({ ...fields, ...changes }).filter(([name, value]) => value !== '' || name in changes);
  const url = `${SENDERS_URL}/${encodeURIComponent(view.sid)}`;
  await sendRequest(account, { method: 'post', url, parameters: {} }, { webhook: Object.fromEntries(all) });
}

/** The outcome for an error. @throws any error that is not a {@link TwilioError} */
function failed({ view: { sid, address } }: FoundTarget, error: unknown): Outcome {
  if (!(error instanceof TwilioError)) throw error;
  return { sid, address, outcome: 'failed', error: error.message, hint: error.cause.hint };
}

/** The fields to set. A fallback of another application stays unless it may be replaced: it may answer while Node-RED is down. */
function changesOf({ view, wanted }: FoundTarget, { slots, replace }: SetOptions): Record<string, string> {
  const changes: Record<string, string> = {};
  for (const { slot, state } of view.slots) {
    const names = SLOTS[view.kind][slot];
    const url = wanted[slot];
    if (names === undefined || url === undefined || state === 'set') continue;
    if (slots !== undefined && !slots.includes(slot)) continue;
    if (slot.endsWith('Fallback') && state === 'foreign' && !replace) continue;
    changes[names.url] = url;
    changes[names.method] = 'POST';
  }
  return changes;
}

/** Whether changes replace a URL of another application. */
const replacesForeign = ({ view }: FoundTarget, changes: Record<string, string>): boolean =>
  view.slots.some(({ slot, state }) => state === 'foreign' && (SLOTS[view.kind][slot]?.url ?? '') in changes);

/** The hashes of the URLs among changes. */
const hashesOf = (changes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(changes)
      .filter(([, value]) => isUrl(value))
      .map(([name, url]) => [name, urlHash(url)]),
  );

/**
 * The values to restore: those from before the first change by this account node, unless they were changed elsewhere
 * since.
 */
function previousOf({ view, fields, kept }: FoundTarget, changes: Record<string, string>): Record<string, string> {
  const previous = { ...kept?.previous };
  for (const [slot, { url, method }] of slotsOf(view.kind)) {
    if (!(url in changes)) continue;
    const state = view.slots.find((one) => one.slot === slot)?.state;
    // An older URL of this account is of no use, and may contain the login of the public URL.
    if (state === 'changed') continue;
    previous[url] = fields[url] ?? '';
    previous[method] = fields[method] ?? '';
  }
  return previous;
}

/**
 * Points a number or sender at the flows. The values from before are kept.
 * @returns the outcome. An error that Twilio returns is in it, and is not thrown.
 */
export async function setTarget(
  { account, store }: SetupOwner,
  target: FoundTarget,
  options: SetOptions,
): Promise<Outcome> {
  const { sid, address } = target.view;
  const changes = changesOf(target, options);
  if (Object.keys(changes).length === 0) return { sid, address, outcome: 'unchanged' };
  if (!options.replace && replacesForeign(target, changes)) return { sid, address, outcome: 'foreign' };
  try {
    // Kept before the change, so that it can be restored even after a crash in between.
    await keep(store, sid, {
      previous: previousOf(target, changes),
      set: { ...target.kept?.set, ...hashesOf(changes) },
    });
    await write(account, target, changes);
    return { sid, address, outcome: 'set' };
  } catch (error) {
    return failed(target, error);
  }
}

/** Puts back what a number or sender had before. */
export async function restoreTarget(
  { account, store }: SetupOwner,
  target: FoundTarget,
  slots?: readonly Slot[],
): Promise<Outcome> {
  const { sid, address, kind } = target.view;
  const { previous = {}, set = {} } = target.kept ?? {};
  const changes: Record<string, string> = {};
  const names: string[] = [];
  for (const [slot, { url, method }] of slotsOf(kind)) {
    if (!(url in previous) || (slots !== undefined && !slots.includes(slot))) continue;
    names.push(url, method);
    changes[url] = previous[url] ?? '';
    // An empty method cannot be sent. It means nothing without its URL.
    if (previous[method]) changes[method] = previous[method];
  }
  if (names.length === 0) return { sid, address, outcome: 'unchanged' };
  try {
    await write(account, target, changes);
    const left = without(previous, names);
    await (Object.keys(left).length === 0
      ? forget(store, sid)
      : keep(store, sid, { previous: left, set: without(set, names) }));
    return { sid, address, outcome: 'restored' };
  } catch (error) {
    return failed(target, error);
  }
}

const without = (values: Record<string, string>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
