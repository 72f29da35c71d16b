/** What a deployed account tells about itself at `twilio/account/<id>`. Pure: reads the answer, asks nobody. */

/** The last webhook that the account turned away. */
export interface Rejection {
  /** When, ISO 8601. */
  at: string;
  /** The address that was checked. */
  url: string;
  reason: string;
  /** One sentence: what to do. */
  hint: string;
}

/** The account's answer, as far as the editor shows it. */
export interface AccountStatus {
  /** Where the deployed account runs: `twilio` or `simulator`. */
  environment: string;
  /** Addresses by webhook kind, with environment variables filled in. */
  urls: Record<string, string>;
  rejected: { count: number; last: Rejection | undefined };
  problems: string[];
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function rejection(value: unknown): Rejection | undefined {
  if (!isFields(value)) return undefined;
  return { at: text(value['at']), url: text(value['url']), reason: text(value['reason']), hint: text(value['hint']) };
}

/** Reads the answer of the account endpoint; what is missing or odd counts as empty. */
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
      last: rejection(rejected['last']),
    },
    problems: problems.filter((problem): problem is string => text(problem) !== ''),
  };
}
