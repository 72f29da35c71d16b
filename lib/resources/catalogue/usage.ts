import { API, DOCS, listOf } from './builders';
import type { Operation, Operations } from './types';

const recordsOf = (period: '' | '/Daily' | '/Monthly'): Operation =>
  listOf(
    `${API}/Usage/Records${period}.json`,
    'usage_records',
    `${DOCS}usage/api/usage-record`,
    { name: 'category', type: 'text' },
    { name: 'startDate', type: 'date', relative: true },
    { name: 'endDate', type: 'date', relative: true },
    { name: 'includeSubaccounts', type: 'boolean' },
  );

/** Usage records: how much was used of each category. */
export const usage = {
  daily: recordsOf('/Daily'),
  monthly: recordsOf('/Monthly'),
  byCategory: recordsOf(''),
} as const satisfies Operations;

/** The account's balance. */
export const balance = {
  get: {
    method: 'get',
    path: `${API}/Balance.json`,
    result: 'resource',
    parameters: [],
    docs: 'https://help.twilio.com/articles/360025294494',
  },
} as const satisfies Operations;
