import { TwilioError } from '../../lib/errors/twilio-error';
import { isObject } from '../../lib/validation/objects';
import { count } from '../../lib/validation/option-readers';
import { readOptions } from '../../lib/validation/options';
import { analyse, MAX_DAYS } from '../../lib/resources/analytics';
import { operationOf } from '../../lib/resources/catalogue';
import { runRequest } from '../../lib/resources/raw-request';
import { DEFAULT_LIMIT, runOperation } from '../../lib/resources/run';
import { summarize } from '../../lib/resources/summary';
import { testCredentials } from '../../lib/resources/test-credentials';
import type { AccountNode } from '../../lib/node-red/account-node';
import type { Outcome } from '../../lib/node-red/action';
import { mergedOptions } from '../../lib/node-red/action-options';
import { translate, type NodeMessage, type Red } from '../../lib/node-red/red';
import { setWebhooks } from './set-webhooks';

/** The properties of a rest api node, as Node-RED stores them. */
export interface ApiFields {
  /** A resource of the catalogue, `summary`, `credentials`, `analytics`, or `request` for a custom request. */
  resource?: string;
  operation?: string;
  /** The most resources of a list. */
  limit?: number | string;
  /** A list as one array, or as one message for each resource. */
  emit?: 'array' | 'each';
  /**
   * Allows what costs money or cannot be undone. A node that was saved before this property existed does not have it,
   * and is allowed.
   */
  confirm?: boolean;
  /** Sends the parameters of a custom request as JSON. */
  json?: boolean;
}

/** The TypedInputs of a rest api node. */
export interface ApiInputs {
  parameters: unknown;
  method: unknown;
  path: unknown;
}

const DEFAULT_DAYS = 7;

/** The parameters as an object. @throws {TwilioError} `INVALID_PARAMETER` */
function parametersOf(given: unknown): Record<string, unknown> {
  if (given === undefined || given === null || given === '') return {};
  if (isObject(given)) return given;
  throw new TwilioError('INVALID_PARAMETER', 'The parameters are not an object', {
    hint: 'Enter them by name, such as {"sid": "SM…"}.',
  });
}

/**
 * The parameters of an operation that `msg.options` sets. It may also hold options of another node, which are ignored.
 * @throws {TwilioError} `INVALID_PARAMETER` when it is not an object
 */
function optionsOf(msg: NodeMessage, names: readonly string[]): Record<string, unknown> {
  const options: unknown = mergedOptions({}, msg);
  return isObject(options) ? Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name))) : {};
}

/** The number of days that delivery rates are for. @throws {TwilioError} `INVALID_PARAMETER` */
function daysOf(given: Readonly<Record<string, unknown>>): number {
  const { days } = readOptions<{ days?: number }>({ days: count(1, MAX_DAYS) }, given, {
    plural: 'rates',
    code: 'INVALID_PARAMETER',
  });
  return days ?? DEFAULT_DAYS;
}

/**
 * Runs what a rest api node is set to: an operation of the catalogue, a summary, a test of the credentials, analytics,
 * or a custom request.
 * @throws {TwilioError} `INVALID_PARAMETER`, `INVALID_CONNECTION_SETTINGS` or `NOT_CONFIRMED` before anything is sent;
 * otherwise the error that Twilio returns
 */
export async function callApi(
  red: Red,
  owner: AccountNode,
  fields: ApiFields,
  inputs: ApiInputs,
  msg: NodeMessage,
): Promise<Outcome> {
  const { resource = 'messages', operation = 'list' } = fields;
  const own = parametersOf(inputs.parameters);
  const isConfirmed = fields.confirm === true || msg['confirm'] === true;
  // See docs/decisions/040-confirmation.md.
  const confirmed = isConfirmed || fields.confirm === undefined;
  if (resource === 'request') {
    const answer = await runRequest(owner.account, {
      method: inputs.method ?? 'GET',
      path: inputs.path,
      parameters: own,
      json: fields.json === true,
      confirmed,
    });
    return { payload: answer, summary: translate(red, 'status.done') };
  }
  if (resource === 'summary') {
    const summary = await summarize(owner.account);
    const look = summary.problems === undefined ? 'done' : 'warning';
    return { payload: summary, summary: translate(red, 'status.done'), look };
  }
  if (resource === 'credentials') {
    const test = await testCredentials(owner.account);
    const key = test.valid ? 'status.credentialsValid' : 'status.credentialsInvalid';
    return { payload: test, summary: translate(red, key), look: test.valid ? 'done' : 'error' };
  }
  if (resource === 'analytics') {
    const analytics = await analyse(owner.account, daysOf({ ...own, ...optionsOf(msg, ['days']) }));
    return { payload: analytics, summary: translate(red, 'status.done') };
  }
  // An update of the number. Its webhooks follow from the account.
  const isSetting = resource === 'incomingNumbers' && operation === 'setWebhooks';
  const found = operationOf(resource, isSetting ? 'update' : operation);
  if (found === undefined) {
    throw new TwilioError('INVALID_PARAMETER', `There is no operation "${operation}" on "${resource}"`, {
      hint: 'Choose one from the list in the node.',
    });
  }
  const names = found.parameters.map(({ name }) => name);
  // As in Twilio's library, a list also takes its limit among the parameters.
  const takesLimit = found.result === 'list' && !names.includes('limit');
  const { limit, ...others } = { ...own, ...optionsOf(msg, takesLimit ? [...names, 'limit'] : names) };
  const parameters = takesLimit || limit === undefined ? others : { ...others, limit };
  if (isSetting) {
    const set = await setWebhooks(owner, parameters, isConfirmed);
    const isOverridden = Array.isArray(set['warnings']) && set['warnings'].length > 0;
    const key = isOverridden ? 'status.overridden' : 'status.done';
    return { payload: set, summary: translate(red, key), look: isOverridden ? 'warning' : 'done' };
  }
  const done = await runOperation(owner.account, found, parameters, {
    limit: Number((takesLimit ? limit : undefined) ?? fields.limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT,
    confirmed,
  });
  switch (done.gives) {
    case 'list':
      return {
        payload: done.resources,
        summary: translate(red, 'status.found', { count: done.resources.length }),
        ...(fields.emit === 'each' ? { each: true } : {}),
      };
    case 'file':
      return { payload: done.bytes, more: { contentType: done.contentType }, summary: translate(red, 'status.done') };
    default:
      return { payload: done.resource, summary: translate(red, 'status.done') };
  }
}
