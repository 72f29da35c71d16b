import { restoreTarget, setTarget, type Outcome } from '../setup/apply';
import type { SetupOwner } from '../setup/owner';
import { SLOTS, type Slot } from '../setup/slots';
import { surveyOf, type FoundTarget, type Target } from '../setup/survey';
import { isObject } from '../validation/objects';
import { inLanguage } from '../node-red/language';
import { failure, inSentences, type Answer } from './answer';

/** What the editor shows of an account's webhooks. */
export interface WebhooksBody {
  targets: Target[];
  /** Whether the account has a URL that can be set. */
  hasUrl: boolean;
  /** Why the WhatsApp senders could not be read. */
  sendersProblem: string | null;
  /** Why the Messaging Services, which can override webhooks, could not be read. */
  servicesProblem: string | null;
  /** Whether the account has more numbers than are shown. */
  isCut: boolean;
  /** What was done. An `error` also says what to do. */
  outcomes: Outcome[];
}

/** What the editor asks for. */
interface WebhooksRequest {
  action: 'set' | 'restore';
  sids: readonly string[];
  slots: readonly Slot[] | undefined;
  replace: boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** The body of a request of the editor; `undefined` when it is not valid. */
export function webhooksRequest(body: unknown): WebhooksRequest | undefined {
  if (!isObject(body)) return undefined;
  const { action, sids, slots, replace } = body;
  if ((action !== 'set' && action !== 'restore') || !Array.isArray(sids) || !sids.every(isText)) return undefined;
  if (
    slots !== undefined &&
    (!Array.isArray(slots) || !slots.every((slot) => isText(slot) && Object.hasOwn(SLOTS.number, slot)))
  ) {
    return undefined;
  }
  return { action, sids, slots: slots as Slot[] | undefined, replace: replace === true };
}

async function view(owner: SetupOwner, hasUrl: boolean, outcomes: Outcome[]): Promise<WebhooksBody> {
  const { targets, sendersProblem, servicesProblem, isCut } = await surveyOf(owner);
  const inWords = (problem: string | undefined): string | null => (problem === undefined ? null : inLanguage(problem));
  return {
    targets: targets.map((target) => target.view),
    hasUrl,
    sendersProblem: inWords(sendersProblem),
    servicesProblem: inWords(servicesProblem),
    isCut,
    outcomes: outcomes.map(({ error, hint = '', ...outcome }) =>
      error === undefined ? outcome : { ...outcome, error: inSentences(error, hint) },
    ),
  };
}

/** Makes the requested changes to the requested targets. */
async function act(owner: SetupOwner, { action, sids, ...options }: WebhooksRequest): Promise<Outcome[]> {
  const { targets } = await surveyOf(owner);
  const one = (target: FoundTarget): Promise<Outcome> =>
    action === 'set' ? setTarget(owner, target, options) : restoreTarget(owner, target, options.slots);
  return Promise.all(targets.filter((target) => sids.includes(target.view.sid)).map(one));
}

/**
 * Shows what the numbers and senders of an account point at: 200, or 409 and 502 as {@link failure}.
 */
export async function showWebhooks(owner: SetupOwner, hasUrl: boolean): Promise<Answer<WebhooksBody>> {
  try {
    return { status: 200, body: await view(owner, hasUrl, []) };
  } catch (error) {
    return failure(owner.account, error);
  }
}

/**
 * Sets or restores the webhooks of numbers and senders, and shows them: 200 with an outcome for each, 400 for an invalid
 * request, 409 without a public URL, or 409 and 502 as {@link failure}.
 */
export async function changeWebhooks(owner: SetupOwner, hasUrl: boolean, body: unknown): Promise<Answer<WebhooksBody>> {
  const request = webhooksRequest(body);
  if (request === undefined) return { status: 400, body: { error: inLanguage('The request is not valid.') } };
  if (request.action === 'set' && !hasUrl)
    return { status: 409, body: { error: inLanguage('The account has no public URL.') } };
  try {
    const outcomes = await act(owner, request);
    return { status: 200, body: await view(owner, hasUrl, outcomes) };
  } catch (error) {
    return failure(owner.account, error);
  }
}
