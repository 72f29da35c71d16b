import { TwilioError } from '../../lib/errors/twilio-error';
import { isObject } from '../../lib/validation/objects';
import { count, readOptions } from '../../lib/validation/options';
import { analyse, MAX_DAYS } from '../../lib/resources/analytics';
import { operationOf } from '../../lib/resources/catalogue';
import { DEFAULT_LIMIT, runRequest, runOperation } from '../../lib/resources/run';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import { mergedOptions, type Outcome } from '../../lib/node-red/action';
import { translate, type NodeMessage, type Red } from '../../lib/node-red/red';

/** What an api node's properties say. */
export interface ApiFields {
  resource?: string;
  operation?: string;
  limit?: number | string;
  emit?: 'array' | 'each';
  confirm?: boolean;
  json?: boolean;
}

/** The inputs of an api node that a flow may set. */
export interface ApiInputs {
  parameters: unknown;
  method: unknown;
  path: unknown;
}

const DEFAULT_DAYS = 7;

/** The parameters as an object. @throws {TwilioError} `INVALID_MESSAGE` */
function parametersOf(given: unknown): Record<string, unknown> {
  if (given === undefined || given === null || given === '') return {};
  if (isObject(given)) return given;
  throw new TwilioError('INVALID_MESSAGE', 'The parameters are no object', {
    hint: 'Give them by name, such as {"sid": "SM…"}.',
  });
}

/**
 * What `msg.options` sets of an operation's parameters, over what the node says. A message may still carry those of a node
 * before, which are no concern of this one.
 * @throws {TwilioError} `INVALID_MESSAGE` when it is no object
 */
function optionsOf(msg: NodeMessage, names: readonly string[]): Record<string, unknown> {
  const options: unknown = mergedOptions({}, msg);
  return isObject(options) ? Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name))) : {};
}

/** How many days the rates are of. @throws {TwilioError} `INVALID_MESSAGE` */
function daysOf(given: Readonly<Record<string, unknown>>): number {
  const { days } = readOptions<{ days?: number }>({ days: count(1, MAX_DAYS) }, given, 'rates');
  return days ?? DEFAULT_DAYS;
}

/** The webhooks of a number, pointed at this account's own. @throws {TwilioError} when there is no public URL */
function ownWebhooks(owner: AccountNode): Record<string, string> {
  const [smsUrl, voiceUrl, statusCallback] = ['message', 'call', 'call-status'].map((kind) => webhookUrl(owner, kind));
  if (smsUrl === undefined || voiceUrl === undefined || statusCallback === undefined) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'There is no public URL to point the number at', {
      hint: 'Set the Public URL of the account node.',
    });
  }
  return { smsUrl, smsMethod: 'POST', voiceUrl, voiceMethod: 'POST', statusCallback, statusCallbackMethod: 'POST' };
}

/**
 * Does what an api node asks for: an operation of the catalogue, analytics, or a free request.
 * @throws {TwilioError}
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
  const confirmed = fields.confirm === true || msg['confirm'] === true;
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
  if (resource === 'analytics') {
    const analytics = await analyse(owner.account, daysOf({ ...own, ...optionsOf(msg, ['days']) }));
    return { payload: analytics, summary: translate(red, 'status.done') };
  }
  // What a number's webhooks are set to is no parameter: it follows from the account.
  const isSetting = resource === 'incomingNumbers' && operation === 'setWebhooks';
  const found = operationOf(resource, isSetting ? 'update' : operation);
  if (found === undefined) {
    throw new TwilioError('INVALID_MESSAGE', `There is no operation "${operation}" on "${resource}"`, {
      hint: 'Choose one from the list in the node.',
    });
  }
  const names = found.parameters.map(({ name }) => name);
  const parameters = { ...(isSetting ? ownWebhooks(owner) : {}), ...own, ...optionsOf(msg, names) };
  const done = await runOperation(owner.account, found, parameters, {
    limit: Number(fields.limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT,
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
