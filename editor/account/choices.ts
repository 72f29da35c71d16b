/** What a deployed account has to choose from, at `twilio/account/<id>/choices/<what>`. */

/** The kinds of things to choose from. */
export type ChoiceKind = 'contentTemplates' | 'verifyServices' | 'messagingServices' | 'incomingNumbers';

/** One of them. */
export interface Choice {
  value: string;
  label: string;
  /** Of a content template: an example for each of its variables, by name. */
  variables: Record<string, string>;
  /** Of a content template: its text. */
  body: string;
}

/** The answer: the list, or why there is none. */
export type Choices = { list: Choice[] } | { notDeployed: true } | { error: string };

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads the answer of the endpoint; what is odd in it is left out. */
export function choicesIn(answer: unknown): Choice[] {
  const items: unknown[] = Array.isArray(answer) ? answer : [];
  return items.filter(isFields).flatMap((item) => {
    const value = text(item['value']);
    const variables = isFields(item['variables']) ? Object.entries(item['variables']) : [];
    const one: Choice = {
      value,
      label: text(item['label']) || value,
      variables: Object.fromEntries(variables.map(([name, example]) => [name, text(example)])),
      body: text(item['body']),
    };
    return value === '' ? [] : [one];
  });
}

/** What the endpoint says when it refuses. */
function refusal(thrown: unknown): Choices {
  const { status, responseJSON } = isFields(thrown) ? thrown : {};
  if (status === 404) return { notDeployed: true };
  const said = isFields(responseJSON) ? text(responseJSON['error']) : '';
  return { error: said };
}

/** Asks a deployed account. */
export async function fetchChoices(account: string, what: ChoiceKind): Promise<Choices> {
  try {
    const answer: unknown = await $.ajax({
      url: `twilio/account/${encodeURIComponent(account)}/choices/${what}`,
      dataType: 'json',
    });
    return { list: choicesIn(answer) };
  } catch (thrown) {
    return refusal(thrown);
  }
}
