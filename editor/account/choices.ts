/** The choices of a deployed account: `GET twilio/account/<id>/choices/<what>`. */

/** The kinds of choices. */
export type ChoiceKind =
  | 'contentTemplates'
  | 'verifyServices'
  | 'messagingServices'
  | 'incomingNumbers'
  | 'callerIds'
  | 'whatsappSenders';

/** One choice. */
export interface Choice {
  value: string;
  label: string;
  /** The variables of a content template: examples by name. */
  variables: Record<string, string>;
  /** The text of a content template. */
  body: string;
  /** What a number can do: `sms`, `mms`, `voice`; or `verified` for a verified caller ID. */
  capabilities: string[];
}

/** The list, or why it is missing. `error` is a sentence, or empty when the response has none. */
export type Choices = { list: Choice[] } | { notDeployed: true } | { error: string };

/** How long a form waits for a list, in milliseconds. */
const TIMEOUT_MS = 30_000;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads the response. Invalid entries are left out. */
export function choicesIn(answer: unknown): Choice[] {
  const items: unknown[] = Array.isArray(answer) ? answer : [];
  return items.filter(isFields).flatMap((item) => {
    const value = text(item['value']);
    const variables = isFields(item['variables']) ? Object.entries(item['variables']) : [];
    const capabilities: unknown[] = Array.isArray(item['capabilities']) ? item['capabilities'] : [];
    const one: Choice = {
      value,
      label: text(item['label']) || value,
      variables: Object.fromEntries(variables.map(([name, example]) => [name, text(example)])),
      body: text(item['body']),
      capabilities: capabilities.filter((capability): capability is string => typeof capability === 'string'),
    };
    return value === '' ? [] : [one];
  });
}

/** Reads an error response. */
function failure(thrown: unknown): Choices {
  const { status, responseJSON } = isFields(thrown) ? thrown : {};
  if (status === 404) return { notDeployed: true };
  const error = isFields(responseJSON) ? text(responseJSON['error']) : '';
  return { error };
}

/** Requests the choices of a deployed account. */
export async function fetchChoices(account: string, what: ChoiceKind): Promise<Choices> {
  try {
    const answer: unknown = await $.ajax({
      url: `twilio/account/${encodeURIComponent(account)}/choices/${what}`,
      dataType: 'json',
      timeout: TIMEOUT_MS,
    });
    return { list: choicesIn(answer) };
  } catch (thrown) {
    return failure(thrown);
  }
}
