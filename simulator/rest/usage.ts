import { badRequest } from '../core/api-error';
import { categories, totalPrice, type Category } from '../usage/prices';
import { dollars } from '../usage/usage';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { pageOf } from '../protocol/paging';
import type { Route } from './router';
import type { Tally } from '../model/usage-records';
import type { RestCall } from '../model/rest';

/** From one day to another, both included. */
interface Span {
  first: string;
  last: string;
}

type Period = 'Daily' | 'Monthly' | 'Yearly';

const BASE_PATH = '/2010-04-01/Accounts/{AccountSid}/Usage/Records';
const DAY_MS = 24 * 3_600_000;
const every: readonly Category[] = [...categories, totalPrice];

/**
 * What was used, by category. Without a category, the whole span lists every one, and a list by day, month or year only
 * those of which something was used then, latest first.
 * https://www.twilio.com/docs/usage/api/usage-record
 */
export const usageRoutes: readonly Route[] = [
  route('', (call) => whole(call, spanOf(call))),
  route('/AllTime', (call) => whole(call, { first: createdOn(call.world), last: today(call.world) })),
  route('/Today', (call) => whole(call, { first: today(call.world), last: today(call.world) })),
  route('/Yesterday', (call) => {
    const day = dayOf(call.world.timers.now() - DAY_MS);
    return whole(call, { first: day, last: day });
  }),
  route('/ThisMonth', (call) => whole(call, { first: `${today(call.world).slice(0, 7)}-01`, last: today(call.world) })),
  route('/LastMonth', (call) => {
    const end = Date.parse(`${today(call.world).slice(0, 7)}-01`) - DAY_MS;
    return whole(call, { first: `${dayOf(end).slice(0, 7)}-01`, last: dayOf(end) });
  }),
  route('/Daily', (call) => byPeriod(call, 'Daily')),
  route('/Monthly', (call) => byPeriod(call, 'Monthly')),
  route('/Yearly', (call) => byPeriod(call, 'Yearly')),
];

function route(name: string, records: (call: RestCall) => [Category, Span][]): Route {
  return {
    method: 'GET',
    product: 'api',
    path: `${BASE_PATH}${name}.json`,
    answer: (call) => ({
      status: 200,
      body: pageOf(call, 'usage_records', records(call), ([category, span]) => record(call, category, span)),
    }),
  };
}

function whole(call: RestCall, span: Span): [Category, Span][] {
  return wanted(call).map((category) => [category, span]);
}

function byPeriod(call: RestCall, period: Period): [Category, Span][] {
  const isOneCategory = call.query.get('Category') !== undefined;
  const shown = wanted(call);
  const { first, last } = spanOf(call);
  const since = createdOn(call.world);
  const until = today(call.world);
  const lived = { first: first < since ? since : first, last: last > until ? until : last };
  return periodsOf(lived, period).flatMap((span) =>
    shown
      .filter((category) => isOneCategory || tallyOf(call.world, category, span).usage > 0)
      .map((category): [Category, Span] => [category, span]),
  );
}

function wanted({ query }: RestCall): readonly Category[] {
  const name = query.get('Category');
  if (name === undefined || name === '') return every;
  const category = every.find((one) => one.name === name);
  if (category === undefined) throw badRequest(20001, `Invalid Category: ${name}`);
  return [category];
}

/** What `StartDate` and `EndDate` say: days, or offsets such as `-30days`. Without them, all time. */
function spanOf({ world, query }: RestCall): Span {
  const read = (name: string, otherwise: string): string => {
    const text = query.get(name) ?? '';
    if (text === '') return otherwise;
    const offset = /^([+-]\d{1,5})days?$/.exec(text)?.[1];
    if (offset !== undefined) return dayOf(world.timers.now() + Number(offset) * DAY_MS);
    if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    throw badRequest(20001, `${name} is not a valid date: ${text}`);
  };
  return { first: read('StartDate', createdOn(world)), last: read('EndDate', today(world)) };
}

/** The days, months or years of a span, latest first. */
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

function tallyOf(world: SimulatorContext, category: Category, { first, last }: Span): Tally {
  if (category !== totalPrice) return world.usage.between(category.name, first, last);
  const leaves = categories.filter(({ of }) => of === undefined);
  const price = leaves.reduce((sum, { name }) => sum + world.usage.between(name, first, last).price, 0);
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

function record({ world, pathname }: RestCall, category: Category, span: Span): Record<string, unknown> {
  const { count, usage, price } = tallyOf(world, category, span);
  const uri = `/${API_VERSION}/Accounts/${world.accountSid}/Usage/Records`;
  const query = `?Category=${category.name}`;
  return {
    account_sid: world.accountSid,
    api_version: API_VERSION,
    as_of: `${new Date(world.timers.now()).toISOString().slice(0, 19)}+00:00`,
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
    usage: category === totalPrice ? dollars(price) : String(usage),
    usage_unit: category.usageUnit,
  };
}

function createdOn(world: SimulatorContext): string {
  return dayOf(world.createdAt);
}

function today(world: SimulatorContext): string {
  return dayOf(world.timers.now());
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
