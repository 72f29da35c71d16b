import { badRequest } from '../core/api-error';
import { CATEGORIES, TOTAL_PRICE, type Category } from '../usage/prices';
import { dollars } from '../usage/usage';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { ACCOUNT_PATH, accountUri, resourceRoutes } from './resource-routes';
import type { Route } from './router';
import type { Tally } from '../model/usage-records';
import type { RestCall } from '../model/rest';

/** Two days such as `2026-01-31`, both included. */
interface Span {
  first: string;
  last: string;
}

/** The category and the period of one record in the response. */
type UsageEntry = readonly [Category, Span];

type Period = 'Daily' | 'Monthly' | 'Yearly';

const DAY_MS = 24 * 3_600_000;
const ALL_CATEGORIES: readonly Category[] = [...CATEGORIES, TOTAL_PRICE];

/**
 * Usage by category. Without `Category`, a list over the whole span has every category. A list by day, month or year has
 * only the categories with usage in that period, newest period first.
 * https://www.twilio.com/docs/usage/api/usage-record
 */
export const usageRoutes: readonly Route[] = [
  ...route('', (call) => wholeSpan(call, spanOf(call))),
  ...route('/AllTime', (call) => wholeSpan(call, { first: createdOn(call.context), last: today(call.context) })),
  ...route('/Today', (call) => wholeSpan(call, { first: today(call.context), last: today(call.context) })),
  ...route('/Yesterday', (call) => {
    const day = dayOf(call.context.timers.now() - DAY_MS);
    return wholeSpan(call, { first: day, last: day });
  }),
  ...route('/ThisMonth', (call) =>
    wholeSpan(call, { first: `${today(call.context).slice(0, 7)}-01`, last: today(call.context) }),
  ),
  ...route('/LastMonth', (call) => {
    const end = Date.parse(`${today(call.context).slice(0, 7)}-01`) - DAY_MS;
    return wholeSpan(call, { first: `${dayOf(end).slice(0, 7)}-01`, last: dayOf(end) });
  }),
  ...route('/Daily', (call) => byPeriod(call, 'Daily')),
  ...route('/Monthly', (call) => byPeriod(call, 'Monthly')),
  ...route('/Yearly', (call) => byPeriod(call, 'Yearly')),
];

function route(name: string, records: (call: RestCall) => UsageEntry[]): Route[] {
  return resourceRoutes<UsageEntry>({
    product: 'api',
    path: `${ACCOUNT_PATH}/Usage/Records${name}`,
    serialize: (call, [category, span]) => usageResource(call, category, span),
    list: { key: 'usage_records', records },
  });
}

function wholeSpan(call: RestCall, span: Span): UsageEntry[] {
  return categoriesOf(call).map((category) => [category, span]);
}

function byPeriod(call: RestCall, period: Period): UsageEntry[] {
  const isOneCategory = call.query.get('Category') !== undefined;
  const listed = categoriesOf(call);
  const { first, last } = spanOf(call);
  const since = createdOn(call.context);
  const until = today(call.context);
  const used = { first: first < since ? since : first, last: last > until ? until : last };
  return periodsOf(used, period).flatMap((span) =>
    listed
      .filter((category) => isOneCategory || tallyOf(call.context, category, span).usage > 0)
      .map((category): UsageEntry => [category, span]),
  );
}

function categoriesOf({ query }: RestCall): readonly Category[] {
  const name = query.get('Category');
  if (name === undefined || name === '') return ALL_CATEGORIES;
  const category = ALL_CATEGORIES.find((one) => one.name === name);
  if (category === undefined) throw badRequest(20001, `Invalid Category: ${name}`);
  return [category];
}

/** The span of `StartDate` and `EndDate`: days, or offsets such as `-30days`. Default: all time. */
function spanOf({ context, query }: RestCall): Span {
  const read = (name: string, fallback: string): string => {
    const text = query.get(name) ?? '';
    if (text === '') return fallback;
    const offset = /^([+-]\d{1,5})days?$/.exec(text)?.[1];
    if (offset !== undefined) return dayOf(context.timers.now() + Number(offset) * DAY_MS);
    if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    throw badRequest(20001, `${name} is not a valid date: ${text}`);
  };
  return { first: read('StartDate', createdOn(context)), last: read('EndDate', today(context)) };
}

/** The days, months or years of a span, newest first. */
function periodsOf({ first, last }: Span, period: Period): Span[] {
  const spans: Span[] = [];
  const length = { Daily: 10, Monthly: 7, Yearly: 4 }[period];
  for (let at = Date.parse(last); at >= Date.parse(first);) {
    const end = dayOf(at);
    const begin = Date.parse(`${end.slice(0, length)}${'-01-01'.slice(0, 10 - length)}`);
    spans.push({ first: dayOf(Math.max(begin, Date.parse(first))), last: end });
    at = begin - DAY_MS;
  }
  return spans;
}

function tallyOf(context: SimulatorContext, category: Category, { first, last }: Span): Tally {
  if (category !== TOTAL_PRICE) return context.usage.between(category.name, first, last);
  const leaves = CATEGORIES.filter(({ of }) => of === undefined);
  const price = leaves.reduce((sum, { name }) => sum + context.usage.between(name, first, last).price, 0);
  return { count: 0, usage: price / 100_000, price };
}

const LINKS = {
  all_time: 'AllTime',
  daily: 'Daily',
  last_month: 'LastMonth',
  monthly: 'Monthly',
  this_month: 'ThisMonth',
  today: 'Today',
  yearly: 'Yearly',
  yesterday: 'Yesterday',
};

function usageResource({ context, pathname }: RestCall, category: Category, span: Span): Record<string, unknown> {
  const { count, usage, price } = tallyOf(context, category, span);
  const uri = `${accountUri(context)}/Usage/Records`;
  const query = `?Category=${category.name}`;
  return {
    account_sid: context.accountSid,
    api_version: API_VERSION,
    as_of: `${new Date(context.timers.now()).toISOString().slice(0, 19)}+00:00`,
    category: category.name,
    count: category.countUnit === '' ? null : String(count),
    count_unit: category.countUnit,
    description: category.description,
    end_date: span.last,
    price: dollars(price),
    price_unit: 'usd',
    start_date: span.first,
    subresource_uris: Object.fromEntries(
      Object.entries(LINKS).map(([name, path]) => [name, `${uri}/${path}.json${query}`]),
    ),
    uri: `${pathname}${query}&StartDate=${span.first}&EndDate=${span.last}`,
    usage: category === TOTAL_PRICE ? dollars(price) : String(usage),
    usage_unit: category.usageUnit,
  };
}

function createdOn(context: SimulatorContext): string {
  return dayOf(context.createdAt);
}

function today(context: SimulatorContext): string {
  return dayOf(context.timers.now());
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
