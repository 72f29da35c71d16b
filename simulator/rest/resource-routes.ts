import { notFound } from '../core/api-error';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { metaPage } from '../protocol/meta-pagination';
import { pageOf } from '../protocol/paging';
import type { Route } from './router';
import type { RestCall } from '../model/rest';

/** The path of the account in the 2010 API. */
export const ACCOUNT_PATH = '/2010-04-01/Accounts/{AccountSid}';

/** The start of every `uri` in the 2010 API. */
export function accountUri({ accountSid }: SimulatorContext): string {
  return `/${API_VERSION}/Accounts/${accountSid}`;
}

/** A resource of the API. Only the operations that are set get a route. */
export interface RestResource<T> {
  /** The product in the host name: `api` for api.twilio.com. */
  product: string;
  /** The path of the list, without `.json`: `/2010-04-01/Accounts/{AccountSid}/Calls`. */
  path: string;
  /** The record as JSON. */
  serialize(call: RestCall, record: T): Record<string, unknown>;
  list?: {
    /** The name of the list in the response. */
    key: string;
    /** All records that match the query, in the order of the response. */
    records(call: RestCall): readonly T[];
  };
  create?(call: RestCall): T;
  one?: {
    /** The path parameter of the record. Default `Sid`. */
    parameter?: string;
    /** Finds the record of the path. Without one the response is error 20404. */
    find(call: RestCall): T | undefined;
    update?(call: RestCall, record: T): void;
    remove?(call: RestCall, record: T): void;
  };
}

/**
 * The routes of a resource: list (200, paged), create (201), fetch (200), update (200) and delete (204).
 * The 2010 API has paths with `.json` and its own paging. The newer APIs have `meta`.
 */
export function resourceRoutes<T>({ product, path, serialize, list, create, one }: RestResource<T>): Route[] {
  const extension = product === 'api' ? '.json' : '';
  const collection = { product, path: `${path}${extension}` };
  const routes: Route[] = [];
  if (list !== undefined) {
    routes.push({
      ...collection,
      method: 'GET',
      handle(call) {
        const records = list.records(call);
        const show = (record: T): unknown => serialize(call, record);
        const body =
          product === 'api' ? pageOf(call, list.key, records, show) : metaPage(call, product, list.key, records, show);
        return { status: 200, body };
      },
    });
  }
  if (create !== undefined) {
    routes.push({
      ...collection,
      method: 'POST',
      handle: (call) => ({ status: 201, body: serialize(call, create(call)) }),
    });
  }
  if (one === undefined) return routes;
  const { parameter = 'Sid', find, update, remove } = one;
  const item = { product, path: `${path}/{${parameter}}${extension}` };
  routes.push({
    ...item,
    method: 'GET',
    handle: (call) => ({ status: 200, body: serialize(call, requireRecord(call, find(call))) }),
  });
  if (update !== undefined) {
    routes.push({
      ...item,
      method: 'POST',
      handle(call) {
        const record = requireRecord(call, find(call));
        update(call, record);
        return { status: 200, body: serialize(call, record) };
      },
    });
  }
  if (remove !== undefined) {
    routes.push({
      ...item,
      method: 'DELETE',
      handle(call) {
        remove(call, requireRecord(call, find(call)));
        return { status: 204 };
      },
    });
  }
  return routes;
}

/** @throws ApiError 20404 when there is no record */
export function requireRecord<T>(call: RestCall, record: T | undefined): T {
  if (record === undefined) throw notFound(call.pathname);
  return record;
}
