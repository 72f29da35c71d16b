import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { unknownOutcome } from '../errors/foreign-answer';
import type { Operation } from './catalogue';
import { isSid } from '../validation/sid';
import { findNumber } from './find-number';
import { fetchList } from './list';
import { notConfirmed } from './not-confirmed';
import { requestOf } from './request';
import { asResource } from './response';
import { sendRequest } from './send-request';

/** The most resources of a list by default. */
export const DEFAULT_LIMIT = 50;

/**
 * How long to wait before each new request for a file that is not ready, in milliseconds. Short, so that a wrong SID
 * fails soon.
 */
const FILE_DELAYS_MS = [1000, 2000];

const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** The result of an operation. */
export type OperationResult =
  | { gives: 'resource'; resource: Resource }
  | { gives: 'list'; resources: Resource[] }
  | { gives: 'file'; bytes: Buffer; contentType: string }
  | { gives: 'nothing'; resource: Resource };

/** How an operation is run. */
export interface RunOptions {
  /** The most resources of a list. {@link DEFAULT_LIMIT} by default. */
  limit?: number;
  /** Whether a person has confirmed the operation. Only some operations need it. */
  confirmed?: boolean;
}

/** A limit as a whole number of at least 1, because Twilio accepts no other page size. */
const wholeLimit = (limit: number): number => (Number.isNaN(limit) ? DEFAULT_LIMIT : Math.max(1, Math.floor(limit)));

/**
 * Runs an operation of the catalogue.
 * @param parameters in camelCase
 * @throws {TwilioError} `INVALID_PARAMETER` or `NOT_CONFIRMED` before anything is sent; otherwise the error that Twilio
 * returns
 */
export async function runOperation(
  account: Account,
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
  { limit = DEFAULT_LIMIT, confirmed = false }: RunOptions = {},
): Promise<OperationResult> {
  let request = requestOf(operation, parameters, account.accountSid);
  if (operation.confirm === true && !confirmed) throw notConfirmed();
  const { sid } = parameters;
  if (operation.parameters.some(({ orNumber }) => orNumber === true) && !isSid(String(sid))) {
    const number = await findNumber(account, String(sid));
    request = requestOf(operation, { ...parameters, sid: number['sid'] }, account.accountSid);
  }
  switch (operation.result) {
    case 'list':
      return { gives: 'list', resources: await fetchList(account, request, operation.key ?? '', wholeLimit(limit)) };
    case 'file': {
      const url = new URL(request.url);
      for (const [name, value] of Object.entries(request.parameters)) url.searchParams.set(name, value);
      account.assertReady();
      return {
        gives: 'file',
        ...(await account.download(url.href, MAX_FILE_BYTES, { retryDelaysMs: FILE_DELAYS_MS })),
      };
    }
    case 'nothing':
      await sendRequest(account, request);
      return { gives: 'nothing', resource: { sid: parameters['sid'], deleted: true } };
    default: {
      const resource = asResource(await sendRequest(account, request));
      if (request.method !== 'get' && Object.keys(resource).length === 0) throw unknownOutcome();
      return { gives: 'resource', resource };
    }
  }
}
