/** The response of `GET twilio/account/<id>`. Pure: it reads a response and sends no request. */

/** The last unauthorized request. */
export interface UnauthorizedRequest {
  /** ISO 8601. */
  at: string;
  /** The URL that was checked. */
  url: string;
  reason: string;
  /** What to do, in one sentence. */
  hint: string;
}

/** The response, as far as the editor shows it. */
export interface AccountStatus {
  /** `twilio` or `simulator`. */
  environment: string;
  /** URLs by webhook kind, with environment variables replaced. */
  urls: Record<string, string>;
  rejected: { count: number; last: UnauthorizedRequest | undefined };
  problems: string[];
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function unauthorizedRequest(value: unknown): UnauthorizedRequest | undefined {
  if (!isFields(value)) return undefined;
  return { at: text(value['at']), url: text(value['url']), reason: text(value['reason']), hint: text(value['hint']) };
}

/** Reads the response. What is missing or invalid counts as empty. */
export function accountStatus(value: unknown): AccountStatus {
  const fields = isFields(value) ? value : {};
  const urls = isFields(fields['urls']) ? fields['urls'] : {};
  const rejected = isFields(fields['rejected']) ? fields['rejected'] : {};
  const problems: unknown[] = Array.isArray(fields['problems']) ? fields['problems'] : [];
  return {
    environment: text(fields['environment']),
    urls: Object.fromEntries(Object.entries(urls).filter((entry): entry is [string, string] => text(entry[1]) !== '')),
    rejected: {
      count: typeof rejected['count'] === 'number' ? rejected['count'] : 0,
      last: unauthorizedRequest(rejected['last']),
    },
    problems: problems.filter((problem): problem is string => text(problem) !== ''),
  };
}
