import { TwilioError } from '../errors/twilio-error';
import type { AccountNode } from './account-node';
import type { NodeMessage } from './red';

/**
 * The account of an action.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when the node has no deployed account
 */
export function requireAccount(accountNode: AccountNode | undefined): AccountNode {
  if (accountNode !== undefined) return accountNode;
  throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'This node has no account', {
    hint: 'Choose an account in the node, and check that the account node is not disabled.',
  });
}

/**
 * `msg.options` merged over the node's own options.
 * @param own an object, or its JSON text
 * @throws {TwilioError} `INVALID_PARAMETER` when either is not an object or not JSON
 */
export function mergedOptions(own: unknown, msg: NodeMessage): unknown {
  const fromMessage = msg['options'];
  if (fromMessage === undefined || fromMessage === null) return parseOptions(own);
  if (typeof fromMessage !== 'object' || Array.isArray(fromMessage)) {
    throw new TwilioError('INVALID_PARAMETER', 'msg.options is not an object', {
      hint: 'Make msg.options an object of parameters by name, or delete it before this node.',
    });
  }
  const base = parseOptions(own);
  return typeof base === 'object' && base !== null ? { ...base, ...fromMessage } : fromMessage;
}

function parseOptions(own: unknown): unknown {
  if (typeof own !== 'string') return own;
  if (own.trim() === '') return undefined;
  try {
    return JSON.parse(own);
  } catch {
    throw new TwilioError('INVALID_PARAMETER', "The node's options are not valid JSON", {
      hint: 'Enter them as an object of parameters by name.',
    });
  }
}
