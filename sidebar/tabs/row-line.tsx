import type { JSX } from 'preact';
import { isNotNeeded, isProblem } from '../api/rows';
import type { Row } from '../api/types';
import { nodeName } from '../components/parts';
import { shortAddress, timeOfDay } from '../text/format';
import { text, textOr } from '../text/text';

/** What a row is about, in a few words: `Message`, `Send message`, `Step left`. */
export function titleOf({ type, what, method }: Row): string {
  if (type === 'webhook') return textOr(`kind.${what}`, what);
  if (type === 'step') return text(`step.${what}`);
  return textOr(`request.${method ?? ''} ${what}`, `${method ?? ''} ${what}`);
}

const ICONS = { webhook: 'arrow-down', request: 'arrow-up', step: 'random' } as const;

/** The state of a row as one word. */
function stateOf(row: Row): string {
  const { status, problem, isRepeated, isReplay, isFilteredOut, nodes, type } = row;
  if (isReplay === true) return text('state.replay');
  if (isRepeated === true) return text('state.repeated');
  if (isNotNeeded(row)) return text('state.notNeeded');
  if (isFilteredOut === true) return text('state.filteredOut');
  if (type === 'webhook' && status === 404) return text('state.notTaken');
  if (status !== undefined && status >= 400) return String(status);
  if (problem !== undefined) return text('state.failed');
  if (type === 'webhook' && nodes?.length === 0) return text('state.notTaken');
  if (type === 'webhook' && status === undefined) return text('state.open');
  return '';
}

/** The addresses that a row shows: only the person's for a row with a text, else both. */
function addressesOf({ type, what, from = '', to = '', text: summary = '' }: Row): string[] {
  const isOutgoing = type === 'request' || what === 'message-status';
  const person = isOutgoing ? to : from;
  const isBoth = summary === '' || !['message', 'message-status', 'Messages', 'step', 'left'].includes(what);
  return (isBoth ? [from, to] : [person]).filter((address) => address !== '');
}

/** One row of the log, on two lines. */
export function RowLine({ row }: { row: Row }): JSX.Element {
  const state = stateOf(row);
  const { text: summary = '' } = row;
  const problem = isNotNeeded(row) ? undefined : row.problem;
  const names = (row.nodes ?? []).map((id) => nodeName(id) ?? '').join(', ');
  const addresses = addressesOf(row).map(shortAddress).join(' → ');
  return (
    <>
      <div class="twilio-sb-row-line">
        <i class={`fa fa-${ICONS[row.type]}`} aria-hidden="true" />
        <span class="twilio-sb-visually-hidden">{text(`direction.${row.type}`)}</span>
        <strong>{titleOf(row)}</strong>
        <span class="twilio-sb-ellipsis">{names}</span>
        {state !== '' && <span class={`twilio-sb-state${isProblem(row) ? ' twilio-sb-bad' : ''}`}>{state}</span>}
        <time>{timeOfDay(row.at)}</time>
      </div>
      <div class="twilio-sb-row-line twilio-sb-row-more">
        {addresses !== '' && <span>{addresses}</span>}
        <span class="twilio-sb-ellipsis">{problem ?? summary}</span>
      </div>
    </>
  );
}
