import type { Row } from './types';

/** The most rows that are kept. The server keeps no more either. */
export const MAX_ROWS = 5200;

/** The rows of an account by id, the oldest first. Bounded. */
export class Rows {
  private readonly byId = new Map<number, Row>();

  /** The newest first. */
  newest(): Row[] {
    return [...this.byId.values()].reverse();
  }

  get(id: number): Row | undefined {
    return this.byId.get(id);
  }

  clear(): void {
    this.byId.clear();
  }

  /** Adds rows, or replaces those with the same id. */
  put(rows: readonly Row[]): void {
    for (const row of rows) this.byId.set(row.id, row);
    for (const id of this.byId.keys()) {
      if (this.byId.size <= MAX_ROWS) return;
      this.byId.delete(id);
    }
  }
}

/** The filter of the log. */
export interface RowFilter {
  type: 'all' | 'problems' | Row['type'];
  /** In lower case. */
  words: string;
}

/** The kinds of webhooks that report something and whose answer Twilio does not use. */
const REPORTS = [
  'message-status',
  'call-status',
  'recording',
  'transcription',
  'stream-status',
  'conference-status',
  'siprec-status',
];

/** Whether it is a report that no node listens to, which is not an error. */
export const isNotNeeded = ({ type, what, status, nodes, isFilteredOut }: Row): boolean =>
  type === 'webhook' &&
  REPORTS.includes(what) &&
  (status === 404 || (nodes?.length === 0 && isFilteredOut !== true && (status ?? 200) < 400));

/** Whether something went wrong. A webhook that the filters did not accept is not a problem, because the flow wants that. */
export const isProblem = (row: Row): boolean =>
  !isNotNeeded(row) && (row.problem !== undefined || (row.status ?? 200) >= 400);

/** Whether a row matches the filter. */
export function matches(row: Row, { type, words }: RowFilter): boolean {
  if (type === 'problems' ? !isProblem(row) : type !== 'all' && row.type !== type) return false;
  if (words === '') return true;
  const { what, from, to, sid, text, problem } = row;
  return [what, from, to, sid, text, problem].some((value) => value?.toLowerCase().includes(words) === true);
}
