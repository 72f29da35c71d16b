import type { Resource } from '../account/resource';
import { phoneNumber } from '../addresses/phone-number';
import { TwilioError } from '../errors/twilio-error';
import { isCountryCode } from '../validation/country';
import { isEmpty, preview } from '../validation/objects';
import { isSid } from '../validation/sid';
import { readTime } from '../validation/time';
import { isWebAddress } from '../validation/web-address';
import type { Operation, Parameter } from './catalogue';
import { isUrl } from '../validation/is-url';

/** A request whose values are checked. */
export interface ReadyRequest {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  url: string;
  /** The query of a GET or DELETE; the form of any other request. Under Twilio's names. */
  parameters: Record<string, string>;
  /** For a list: which of the resources that Twilio returns were requested. */
  accepts?: (resource: Resource) => boolean;
}

const invalid = (name: string, value: unknown, wanted: string): TwilioError =>
  new TwilioError('INVALID_PARAMETER', `The parameter ${name} is ${preview(value)}; it must be ${wanted}`, {
    hint: `Correct "${name}" in the parameters of the node, or in the message that they come from.`,
  });

/** A day relative to today, such as `-30days`. https://www.twilio.com/docs/usage/api/usage-record */
const RELATIVE_DAY = /^[+-]\d{1,4}days$/;

/** A day in the format of Twilio's lists, such as `2026-11-20`. */
function dayOf({ name, relative }: Parameter, value: unknown): string {
  if (relative === true && typeof value === 'string' && RELATIVE_DAY.test(value.trim())) return value.trim();
  const date = readTime(value);
  if (date !== undefined) return date.toISOString().slice(0, 10);
  throw invalid(
    name,
    value,
    `a day such as 2026-11-20${relative === true ? ', or relative to today such as -30days' : ''}`,
  );
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The limit of a list to the millisecond. Twilio's lists compare days only.
 * @returns the last day that Twilio has to include, and a test of a resource; `undefined` for a whole day
 */
function exactLimit(
  { limits }: Parameter,
  value: unknown,
): { day: Date; accepts: (resource: Resource) => boolean } | undefined {
  const date = readTime(value);
  const isWholeDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value.trim());
  if (limits === undefined || date === undefined || isWholeDay) return undefined;
  const time = date.getTime();
  // A resource that is still queued has no time yet.
  const timeOfResource = (resource: Resource) =>
    Date.parse(String(resource[limits.property] ?? resource['dateCreated']));
  if (limits.as === 'earliest') return { day: date, accepts: (resource) => timeOfResource(resource) >= time };
  // Twilio's pages differ on whether the day itself is included. One more day is right in both cases.
  return {
    day: new Date(Math.ceil(time / DAY_MS) * DAY_MS),
    accepts: (resource) => timeOfResource(resource) < time,
  };
}

/** A time in the format of Twilio's newer lists, such as `2026-11-20T18:00:00Z`. */
function timeOf(name: string, value: unknown): string {
  const date = readTime(value);
  if (date !== undefined) return date.toISOString().replace(/\.\d+Z$/, 'Z');
  throw invalid(name, value, 'a time such as 2026-11-20T18:00:00Z');
}

/** A parameter's value as text for Twilio. @throws {TwilioError} `INVALID_PARAMETER` */
function valueOf(parameter: Parameter, value: unknown): string {
  const { name, type, prefix = '', choices = [], orNumber = false } = parameter;
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : undefined;
  switch (type) {
    case 'sid':
      if (text !== undefined && choices.includes(text)) return text;
      if (text !== undefined && isSid(text, prefix)) return text;
      if (text !== undefined && orNumber) {
        const number = phoneNumber(text);
        if (number !== undefined) return number;
      }
      throw invalid(
        name,
        value,
        [
          `a SID: ${prefix === '' ? 'two letters' : prefix} followed by 32 digits and letters from a to f`,
          ...choices,
          ...(orNumber ? ['a phone number such as +14155550100'] : []),
        ].join(', or '),
      );
    case 'number':
      if (text !== undefined && /^\d+$/.test(text)) return text;
      throw invalid(name, value, 'a whole number');
    case 'boolean':
      if (typeof value === 'boolean' || text === 'true' || text === 'false') return String(value);
      throw invalid(name, value, 'true or false');
    case 'date':
      return dayOf(parameter, value);
    case 'time':
      return timeOf(name, value);
    case 'url':
      if (text !== undefined && (text === '' || isWebAddress(text))) return text;
      throw invalid(name, value, 'an http or https URL');
    case 'socket':
      if (text !== undefined && /^wss:\/\//i.test(text) && isUrl(text)) return text;
      throw invalid(name, value, 'a WebSocket URL, such as wss://example.com/audio');
    case 'country':
      if (text !== undefined && isCountryCode(text)) return text.toUpperCase();
      throw invalid(name, value, 'a country code of two letters, such as US');
    case 'phone': {
      const number = text === undefined ? undefined : phoneNumber(text);
      if (number !== undefined) return number;
      throw invalid(name, value, 'a phone number in E.164 format, such as +14155550100');
    }
    case 'choice':
      if (text !== undefined && choices.includes(text)) return text;
      throw invalid(name, value, choices.join(' or '));
    case 'text':
      if (text !== undefined) return text;
      if (typeof value === 'boolean') return String(value);
      throw invalid(name, value, 'a string, a number or a boolean');
    default:
      throw invalid(name, value, 'of a known type');
  }
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * The request for an operation. Empty parameters are left out.
 * @param given the parameters in camelCase
 * @throws {TwilioError} `INVALID_PARAMETER` for a parameter that is missing, unknown or of the wrong type
 */
export function requestOf(
  operation: Operation,
  given: Readonly<Record<string, unknown>>,
  accountSid: string,
): ReadyRequest {
  const known = new Map(operation.parameters.map((parameter) => [parameter.name, parameter]));
  const unknown = Object.keys(given).find((name) => !known.has(name) && !isEmpty(given[name]));
  if (unknown !== undefined) {
    const names = [...known.keys()];
    throw new TwilioError('INVALID_PARAMETER', `This operation has no parameter "${unknown}"`, {
      hint: names.length === 0 ? 'It has no parameters.' : `Use ${names.join(', ')}.`,
    });
  }
  const tests: ((resource: Resource) => boolean)[] = [];
  let path = operation.path.replace('{AccountSid}', encodeURIComponent(accountSid));
  const parameters: Record<string, string> = { ...operation.fixed };
  for (const parameter of operation.parameters) {
    const value = given[parameter.name];
    const clears = value === '' && operation.emptyClears === true && parameter.inPath !== true;
    if (clears) parameters[parameter.sentAs ?? pascal(parameter.name)] = '';
    if (isEmpty(value)) {
      if (parameter.required !== true) continue;
      throw new TwilioError('INVALID_PARAMETER', `The parameter ${parameter.name} is missing`, {
        hint: `Set "${parameter.name}" in the parameters of the node, or in the message that they come from.`,
      });
    }
    const limit = exactLimit(parameter, value);
    if (limit !== undefined) tests.push(limit.accepts);
    const sent = valueOf(parameter, limit?.day ?? value);
    if (parameter.inPath === true) path = path.replace(`{${parameter.name}}`, encodeURIComponent(sent));
    else parameters[parameter.sentAs ?? pascal(parameter.name)] = sent;
  }
  const { oneOf } = operation;
  if (oneOf !== undefined && oneOf.every((name) => isEmpty(given[name]))) {
    throw new TwilioError('INVALID_PARAMETER', `One of the parameters ${oneOf.join(' and ')} is required`, {
      hint: `Set ${oneOf.map((name) => `"${name}"`).join(' or ')} in the parameters of the node.`,
    });
  }
  return {
    method: operation.method,
    url: `https://${path}`,
    parameters,
    ...(tests.length === 0 ? {} : { accepts: (resource) => tests.every((test) => test(resource)) }),
  };
}
