import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import { preview } from '../validation/objects';
import { similarTo } from './similar-names';

/** A content template, as far as it is needed to find it by its name. */
interface Template {
  sid: string;
  language: string;
}

/** The content templates of an account, by friendly name. */
interface TemplateNames {
  byName: Map<string, Template[]>;
  requestedAt: number;
  /** Whether the account has more templates than are kept. */
  isCut: boolean;
}

/** How long the names are kept, in milliseconds. */
const LIFETIME_MS = 10 * 60 * 1000;

/**
 * The age of the names, in milliseconds, from which they are requested again for an unknown name, which may be that of
 * a new template. Before that age, a wrong name causes no request.
 */
const MIN_AGE_MS = 60 * 1000;

/** The most templates of an account that are kept. WhatsApp allows fewer for one business. */
const MAX_TEMPLATES = 10_000;

/** https://www.twilio.com/docs/content/content-api-resources#fetch-all-content-resources */
const PAGE_SIZE = 500;

/** The names of each account. A request in progress is shared. */
const namesByAccount = new WeakMap<Account, Promise<TemplateNames>>();

async function requestNames(account: Account, now: () => number): Promise<TemplateNames> {
  const requestedAt = now();
  const all = await account.request('SEND_MESSAGE_FAILED', (client) =>
    client.content.v1.contents.list({ pageSize: PAGE_SIZE, limit: MAX_TEMPLATES + 1 }),
  );
  const byName = new Map<string, Template[]>();
  // Only what is needed: the SDK's objects hold the client.
  for (const { sid, friendlyName, language } of all.slice(0, MAX_TEMPLATES)) {
    byName.set(friendlyName, [...(byName.get(friendlyName) ?? []), { sid, language }]);
  }
  return { byName, requestedAt, isCut: all.length > MAX_TEMPLATES };
}

/** The names that are kept, or new ones when there are none or they are older than `maxAgeMs`. */
async function namesOf(account: Account, maxAgeMs: number, now: () => number): Promise<TemplateNames> {
  const known = namesByAccount.get(account);
  if (known !== undefined) {
    const names = await known;
    if (now() - names.requestedAt < maxAgeMs) return names;
    // Another message may have requested them meanwhile.
    const other = namesByAccount.get(account);
    if (other !== undefined && other !== known) return other;
  }
  const requested = requestNames(account, now);
  namesByAccount.set(account, requested);
  // A failed request is not kept.
  requested.catch(() => {
    if (namesByAccount.get(account) === requested) namesByAccount.delete(account);
  });
  return requested;
}

/**
 * The SID of the content template with a friendly name. The names of an account are kept for ten minutes.
 * https://www.twilio.com/docs/content/content-api-resources#fetch-all-content-resources
 * @throws {TwilioError} `NOT_FOUND` when there is none, with similar names; `INVALID_MESSAGE` when several have this name
 */
export async function templateSid(account: Account, name: string, now: () => number = Date.now): Promise<string> {
  let names = await namesOf(account, LIFETIME_MS, now);
  if (!names.byName.has(name)) names = await namesOf(account, MIN_AGE_MS, now);
  const [first, ...others] = names.byName.get(name) ?? [];
  if (first === undefined) throw notFound(name, names);
  if (others.length === 0) return first.sid;
  const sids = [first, ...others].map(({ sid, language }) => `${sid} (${language})`).join(', ');
  throw new TwilioError('INVALID_MESSAGE', `Several content templates are named ${preview(name)}`, {
    hint: `Use the SID of one of them: ${sids}.`,
  });
}

function notFound(name: string, { byName, isCut }: TemplateNames): TwilioError {
  const similar = similarTo(name, [...byName.keys()]);
  const found = similar.length === 0 ? '' : `Similar names: ${similar.map((one) => `"${one}"`).join(', ')}. `;
  const where = isCut ? `Only the first ${MAX_TEMPLATES} templates were searched, so use the SID. ` : '';
  return new TwilioError('NOT_FOUND', `The account has no content template named ${preview(name)}`, {
    hint: `${found}${where}Names are case-sensitive. See Messaging > Content Template Builder in the Twilio Console.`,
  });
}
