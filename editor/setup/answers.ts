/** The responses of `twilio/account/<id>/webhooks` and `…/doctor`. Pure: it reads responses and sends no request. */

/** One URL of a number or sender. */
export interface SlotView {
  slot: string;
  url: string;
  /** `set`, `empty`, `changed`, `foreign`, `unheard` or `other`. See `lib/setup/survey.ts`. */
  state: string;
}

/** A number or sender. */
export interface Target {
  /** `number` or `whatsapp`. */
  kind: string;
  sid: string;
  address: string;
  name: string;
  slots: SlotView[];
  /** What makes Twilio ignore its URLs: the kind of setting, and its name. */
  overrides: { by: string; name: string }[];
  /** The slots whose previous URL is stored, so that it can be restored. */
  restorable: string[];
}

/** What was done to one number or sender. */
export interface Outcome {
  address: string;
  sid: string;
  /** `set`, `restored`, `unchanged`, `foreign` or `failed`. See `lib/setup/apply.ts`. */
  outcome: string;
  error: string;
}

/** The webhooks of an account. */
export interface Webhooks {
  targets: Target[];
  /** Whether the account has a public URL. */
  hasUrl: boolean;
  /** Whether the account has more numbers than the list. */
  isCut: boolean;
  /** Why the WhatsApp senders could not be read, or empty. */
  sendersProblem: string;
  /** Why the Messaging Services could not be read, or empty. */
  servicesProblem: string;
  /** What a change has done. */
  outcomes: Outcome[];
}

/** What the doctor has found. */
export interface Finding {
  check: string;
  /** `ok`, `note`, `warning`, `problem` or `unknown`. */
  state: string;
  /** The key of its sentence. */
  text: string;
  values: Record<string, string>;
  details: string[];
  fix: { kind: string; field: string; url: string } | undefined;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const fieldsIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

function targetIn(value: Fields): Target {
  return {
    kind: text(value['kind']),
    sid: text(value['sid']),
    address: text(value['address']),
    name: text(value['name']),
    slots: fieldsIn(value['slots']).map(({ slot, url, state }) => ({
      slot: text(slot),
      url: text(url),
      state: text(state),
    })),
    overrides: fieldsIn(value['overrides']).map(({ by, name }) => ({ by: text(by), name: text(name) })),
    restorable: Array.isArray(value['restorable']) ? value['restorable'].map(text) : [],
  };
}

/** Reads the webhooks of an account. What is missing or invalid counts as empty. */
export function webhooksIn(answer: unknown): Webhooks {
  const fields = isFields(answer) ? answer : {};
  return {
    targets: fieldsIn(fields['targets']).map(targetIn),
    hasUrl: fields['hasUrl'] === true,
    isCut: fields['isCut'] === true,
    sendersProblem: text(fields['sendersProblem']),
    servicesProblem: text(fields['servicesProblem']),
    outcomes: fieldsIn(fields['outcomes']).map(({ address, sid, outcome, error }) => ({
      address: text(address),
      sid: text(sid),
      outcome: text(outcome),
      error: text(error),
    })),
  };
}

/** Reads the findings of the doctor. */
export function findingsIn(answer: unknown): Finding[] {
  const fields = isFields(answer) ? answer : {};
  return fieldsIn(fields['findings']).map((finding) => {
    const { fix, values, details } = finding;
    return {
      check: text(finding['check']),
      state: text(finding['state']),
      text: text(finding['text']),
      values: Object.fromEntries(
        Object.entries(isFields(values) ? values : {}).map(([key, item]) => [key, text(item)]),
      ),
      details: (Array.isArray(details) ? details : []).map(text),
      fix: isFields(fix) ? { kind: text(fix['kind']), field: text(fix['field']), url: text(fix['url']) } : undefined,
    };
  });
}

/** Why there is no answer: the account is not deployed, or a sentence. */
export type Missing = { notDeployed: true } | { error: string };

/** Reads an error response. */
export function missingIn(thrown: unknown): Missing {
  const { status, responseJSON } = isFields(thrown) ? thrown : {};
  if (status === 404) return { notDeployed: true };
  return { error: isFields(responseJSON) ? text(responseJSON['error']) : '' };
}
