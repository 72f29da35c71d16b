import { TwilioError } from '../errors/twilio-error';
import { isEmpty, listOf, preview } from '../validation/objects';
import { accountOf, type AccountNode } from './account-node';
import type { NodeMessage, Red } from './red';

/** The properties of a node whose messages can choose the account, as Node-RED stores them. */
export interface AccountFields {
  account?: string;
  /** The ids of further account nodes that `msg.account` may name. */
  accounts?: unknown;
}

/** Whether a node has an account of its own, or further ones. */
export const hasAccounts = ({ account, accounts }: AccountFields): boolean =>
  !isEmpty(account) || listOf(accounts).length > 0;

const refused = (message: string, hint: string): TwilioError =>
  new TwilioError('INVALID_CONNECTION_SETTINGS', message, { hint });

/**
 * The account node for a message: the node's own, or the one with the name in `msg.account`. A message may come from outside,
 * so it can choose only among the accounts that the node allows. They are looked up for each message, because Node-RED does
 * not restart a node when one of them is deployed.
 * @param own the node's own account node, which is always allowed
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when the name is not that of exactly one allowed account node
 */
export function accountFor(
  red: Red,
  own: AccountNode | undefined,
  { accounts }: AccountFields,
  { account: wanted }: NodeMessage & { account?: unknown },
): AccountNode | undefined {
  if (isEmpty(wanted)) return own;
  const further = listOf(accounts).map((id) => accountOf(red, id));
  const allowed = [...new Set([own, ...further])].filter((node) => node !== undefined);
  const found = allowed.filter(({ name }) => name !== '' && name === wanted);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (found.length > 1) {
    throw refused(`Several accounts of this node are named ${preview(wanted)}`, 'Give each account node its own name.');
  }
  const names = allowed.map(({ name }) => preview(name ?? '')).filter((name) => name !== '""');
  const choice = names.length === 0 ? 'None of its accounts has a name.' : `It allows ${names.join(', ')}.`;
  throw refused(
    `This node does not allow the account ${preview(wanted)}`,
    `${choice} Set msg.account to the name of an allowed account node, select more under "Further accounts" in the node, or delete msg.account.`,
  );
}
