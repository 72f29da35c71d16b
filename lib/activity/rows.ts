import { formParams } from '../events/form-params';
import { present, type Params } from '../events/params';
import type { ActivityEntry, ActivityRow } from './entry';
import { withoutPasswords } from './secrets';
import { summaryOf, type Summary } from './summary';

/** Removes the secrets of an account from a text. */
export type Redact = (text: string) => string;

/** The kinds of webhooks that can be replayed. A step belongs to a moment of a live call. */
const REPLAYABLE = ['message', 'message-status', 'call', 'call-status', 'recording', 'transcription'];

/** Whether an entry can be replayed into the flow. */
export const canReplay = ({ type, what, params, form, url }: ActivityEntry): boolean =>
  type === 'webhook' && url === undefined && (params ?? form) !== undefined && REPLAYABLE.includes(what);

/** The parameters of an entry, if it has any. */
export const paramsOf = ({ params, form }: ActivityEntry): Params | undefined =>
  params ?? (form === undefined ? undefined : formParams(form));

/** What a list shows of an entry's event: kept with the entry, or read from its form. */
export const summaryOfEntry = ({ what, form, from, to, sid, text }: ActivityEntry): Summary =>
  form === undefined ? { from, to, sid, text } : summaryOf(what, formParams(form));

/** The longest text of a row. */
const MAX_ROW_TEXT_LENGTH = 120;

const bounded = (text: string): string =>
  text.length <= MAX_ROW_TEXT_LENGTH ? text : `${text.slice(0, MAX_ROW_TEXT_LENGTH - 1)}…`;

const filteredOutOf = ({ filteredOut = [] }: ActivityEntry): Pick<ActivityRow, 'isFilteredOut'> =>
  filteredOut.length > 0 ? { isFilteredOut: true } : {};

/** What a list shows of an entry, without secrets. */
export function rowOf(entry: ActivityEntry, redact: Redact): ActivityRow {
  const { id, at, type, what, method, status, ms, nodes, isRepeated, isReplay } = entry;
  const { from, to, sid, text: whole } = summaryOfEntry(entry);
  const text = whole === undefined ? undefined : bounded(redact(whole));
  const problem = entry.problem === undefined ? undefined : redact(entry.problem);
  return {
    id,
    at,
    type,
    what,
    ...present<Partial<ActivityRow>>({ method, from, to, sid, status, ms, nodes, text, problem, isRepeated, isReplay }),
    ...(canReplay(entry) ? { canReplay: true as const } : {}),
    ...filteredOutOf(entry),
  };
}

/** Everything that is kept of an entry, without secrets. */
export function detailOf(
  entry: ActivityEntry,
  redact: Redact,
): Omit<ActivityEntry, 'form'> & { canReplay: boolean; isFilteredOut?: true } {
  const clean = (text: string): string => withoutPasswords(redact(text));
  const { from, to, sid, text } = summaryOfEntry(entry);
  const shown = present<ActivityEntry>({ ...entry, from, to, sid, form: undefined });
  const { answer, problem, url } = entry;
  const params = paramsOf(entry);
  return {
    ...shown,
    ...(params === undefined ? {} : { params: cleanParams(params, clean) }),
    ...(answer === undefined ? {} : { answer: clean(answer) }),
    ...(problem === undefined ? {} : { problem: redact(problem) }),
    ...(text === undefined ? {} : { text: redact(text) }),
    ...(url === undefined ? {} : { url: redact(url) }),
    canReplay: canReplay(entry),
    ...filteredOutOf(entry),
  };
}

function cleanParams(params: Params, clean: Redact): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? clean(value) : value === undefined ? '' : value.map(clean),
    ]),
  );
}
