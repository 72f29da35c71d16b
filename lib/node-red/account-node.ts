import { Account } from '../account/account';
import type { AccountCredentials } from '../account/settings';
import type { PublicUrl } from '../validation/public-url';
import type { Endpoint } from '../webhooks/endpoint';
import type { Node, Red } from './red';
import type { RunningSimulator } from './simulator';

/** A deployed account node. */
export interface AccountNode extends Node<AccountCredentials> {
  account: Account;
  /** Receives webhooks; absent when it cannot receive them, see {@link webhookProblem}. */
  endpoint?: Endpoint;
  /** Why it cannot receive webhooks, in a few words. */
  webhookProblem?: string;
  publicUrl?: PublicUrl;
  simulator?: RunningSimulator;
}

/** The account nodes that are deployed. */
const running = new Set<AccountNode>();

/** The account nodes that are deployed. */
export const runningAccounts = (): readonly AccountNode[] => [...running];

/** A text without the secrets of any account, for a message whose account may not be known yet. */
export const redactAll = (text: string): string =>
  runningAccounts().reduce((safe, { account }) => account.redact(safe), text);

const onCreated = new Set<(node: AccountNode) => void>();

/**
 * Calls a function with each account node that is deployed later.
 * @returns a function that ends it
 */
export function onAccountCreated(use: (node: AccountNode) => void): () => void {
  onCreated.add(use);
  return () => {
    onCreated.delete(use);
  };
}

/** Adds a deployed account node, and calls the functions of {@link onAccountCreated}. */
export function addRunning(node: AccountNode): void {
  running.add(node);
  for (const use of onCreated) use(node);
}

/** Removes an account node that was stopped. */
export function removeRunning(node: AccountNode): void {
  running.delete(node);
}

/**
 * The account node that a node refers to.
 * @returns `undefined` when it refers to none, or to one that is missing or disabled
 */
export function accountOf(red: Red, id: string | undefined): AccountNode | undefined {
  const node: unknown = id === undefined || id === '' ? undefined : red.nodes.getNode(id);
  return isAccount(node) ? node : undefined;
}

/**
 * The deployed account nodes of a Twilio account: the preferred one first, then the one at which the message or call is
 * pending, then those that are complete.
 */
export function accountsOf(accountSid: string, sid: string, preferred?: AccountNode): AccountNode[] {
  const rank = (node: AccountNode): number =>
    Number(node === preferred) * 4 + Number(isPending(node, sid)) * 2 + Number(node.account.problems.length === 0);
  const found = [...running].filter((node) => node.account.accountSid === accountSid);
  return found.sort((a, b) => rank(b) - rank(a));
}

/** The account nodes that may have a pending response. A node without an Account SID accepts every signed webhook. */
export const mayBePendingAt = (accountSid: string): AccountNode[] => {
  const of = (wanted: string) => [...running].filter(({ account }) => account.accountSid === wanted);
  return [...of(accountSid), ...of('')];
};

/** Whether Twilio is waiting for the answer about a message or call. */
export function isAwaited(accountSid: string, sid: string): boolean {
  return mayBePendingAt(accountSid).some((node) => isPending(node, sid));
}

/**
 * Answers the pending webhook of a message or call with a TwiML document.
 * @returns whether Twilio was still waiting for it
 */
export function answerOpen(accountSid: string, sid: string, document: string): boolean {
  return mayBePendingAt(accountSid).some(({ endpoint }) => endpoint?.pendingResponses.answer(sid, document) === true);
}

/** Whether a fixed document has answered a message or call before a flow could. The first answer wins. */
export function isTakenFromFlow(accountSid: string, sid: string): boolean {
  return mayBePendingAt(accountSid).some(({ endpoint }) => endpoint?.pendingResponses.isTakenFromFlow(sid) === true);
}

/** Whether Twilio is waiting for the answer about a message or call at this account node. */
export const isPending = ({ endpoint }: AccountNode, sid: string): boolean =>
  endpoint?.pendingResponses.isOpen(sid) === true;

function isAccount(node: unknown): node is AccountNode {
  return typeof node === 'object' && node !== null && 'account' in node && node.account instanceof Account;
}

/** The URL of one of this account's webhooks; `undefined` when the account has no public URL. */
export function webhookUrl(node: AccountNode, kind: string): string | undefined {
  const base = node.simulator?.publicBase() ?? node.publicUrl?.base;
  if (base === undefined) return undefined;
  const url = `${base}${node.account.settings.path}/${kind}`;
  return node.publicUrl?.auth === undefined ? url : url.replace('://', `://${node.publicUrl.auth}@`);
}
