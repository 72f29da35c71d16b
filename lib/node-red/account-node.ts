import { Account } from '../account/account';
import type { AccountCredentials, AccountSettings } from '../account/settings';
import type { Transport } from '../account/transport';
import type { Endpoint } from '../webhooks/endpoint';
import { parsePublicUrl, publicLogin, PublicUrlError, type PublicUrl } from '../validation/public-url';
import { describeUnauthorized, type UnauthorizedRequest } from '../webhooks/unauthorized';
import { KnownParameters } from '../webhooks/known-parameters';
import { PathTakenError } from '../webhooks/endpoint-registry';
import { sendRateOf } from '../validation/numbers';
import { isWebhookPath, normalizePath } from '../validation/webhook-path';
import { closeStore, keepStore, storeKindOf, type StoreKind } from './account-store';
import { routerOf, servesHttp } from './router';
import { inLanguage } from './language';
import { messageOf, translate, type Node, type NodeDef, type Red } from './red';
import { webhookSettings } from './webhook-settings';
import { endSimulator, startSimulator, type RunningSimulator } from './simulator';

/** The account node's properties, as Node-RED stores them. */
export type AccountDef = NodeDef & Partial<AccountSettings> & { store?: StoreKind };

/** A deployed account node. */
export interface AccountNode extends Node<AccountCredentials> {
  account: Account;
  /** Receives webhooks; absent when it cannot, for the reason in {@link webhookProblem}. */
  endpoint?: Endpoint;
  /** Why it cannot receive webhooks, in a few words. */
  webhookProblem?: string;
  publicUrl?: PublicUrl;
  simulator?: RunningSimulator;
}

/** The shortest time between two warnings about unauthorized requests, in milliseconds. */
const WARNING_INTERVAL_MS = 60_000;

const DEFAULT_PATIENCE_SECONDS = 60;
const MAX_PATIENCE_SECONDS = 600;

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** From 1 to 600 seconds, and 60 when it is not a number. */
function patienceOf(value: unknown): number {
  const seconds = Number(value);
  return seconds >= 1 ? Math.min(seconds, MAX_PATIENCE_SECONDS) : DEFAULT_PATIENCE_SECONDS;
}

function settingsOf(def: AccountDef): AccountSettings {
  return {
    environment: def.environment === 'simulator' ? 'simulator' : 'twilio',
    auth: def.auth ?? 'token',
    region: text(def.region),
    publicUrl: text(def.publicUrl),
    path: normalizePath(text(def.path) || '/twilio'),
    from: text(def.from),
    messagingServiceSid: text(def.messagingServiceSid),
    verifyServiceSid: text(def.verifyServiceSid),
    validateSignatures: def.validateSignatures !== false,
    allowGet: def.allowGet === true,
    sendRate: sendRateOf(def.sendRate) ?? 0,
    silentRecordings: def.silentRecordings === 'save' ? 'save' : 'drop',
    validityPeriod: def.validityPeriod,
    smartEncoded: def.smartEncoded === true,
    statusCallback: text(def.statusCallback),
    voice: text(def.voice),
    language: text(def.language),
    holdUrl: text(def.holdUrl),
    patience: patienceOf(def.patience),
  };
}

function credentialsOf(credentials: Partial<AccountCredentials> | undefined): AccountCredentials {
  return {
    accountSid: text(credentials?.accountSid),
    authToken: text(credentials?.authToken),
    secondaryAuthToken: text(credentials?.secondaryAuthToken),
    apiKey: text(credentials?.apiKey),
    apiSecret: text(credentials?.apiSecret),
    clientId: text(credentials?.clientId),
    clientSecret: text(credentials?.clientSecret),
    publicUser: text(credentials?.publicUser),
    publicPassword: text(credentials?.publicPassword),
  };
}

/** Warns about unauthorized requests: at once about the first, then at most once a minute with their number. */
function warnAboutUnauthorized(node: Node): {
  onUnauthorized: (request: UnauthorizedRequest) => void;
  stop: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  let count = 0;
  let last: UnauthorizedRequest | undefined;
  const warn = () => {
    timer = undefined;
    if (last === undefined) return;
    const more = count > 1 ? ` ${inLanguage(`(${count} requests since the last warning)`)}` : '';
    node.warn(`${inLanguage(describeUnauthorized(last))}${more}`);
    count = 0;
    last = undefined;
    timer = setTimeout(warn, WARNING_INTERVAL_MS);
    timer.unref();
  };
  return {
    onUnauthorized(request) {
      count += 1;
      last = request;
      if (timer === undefined) warn();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

/** The account nodes that are deployed. */
const running = new Set<AccountNode>();

/** The account nodes that are deployed. */
export const runningAccounts = (): readonly AccountNode[] => [...running];

const onCreated = new Set<(node: AccountNode) => void>();

/** Calls a function with each account node that is deployed from now on. */
export function onAccountCreated(use: (node: AccountNode) => void): void {
  onCreated.add(use);
}

/** Stops the node's simulator. Logs an error, because the node goes on without it. */
const stopSimulator = (node: AccountNode): Promise<void> =>
  endSimulator(node.id).catch((error: unknown) => {
    node.error(`The simulator did not stop: ${String(error)}`);
  });

/** Creates an account node: its account, its endpoint and, if chosen, its simulator. Call it in the node's constructor. */
export function createAccount(red: Red, node: AccountNode, def: AccountDef): void {
  red.nodes.createNode(node, def);
  const settings = settingsOf(def);
  let credentials = credentialsOf(node.credentials);
  let transport: Transport | undefined;
  if (settings.environment === 'simulator') {
    const simulator = startSimulator(red, node, settings);
    node.simulator = simulator;
    ({ transport } = simulator);
    credentials = { ...credentialsOf(undefined), accountSid: simulator.accountSid, authToken: simulator.authToken };
    settings.auth = 'token';
    // A new account has no default sender, and must be able to send.
    settings.from ||= simulator.numbers[0] ?? '';
  } else void stopSimulator(node);
  node.account = new Account({ settings, credentials, transport });
  keepStore(red, node, storeKindOf(def.store));
  const warnings = warnAboutUnauthorized(node);
  openEndpoint(red, node, warnings.onUnauthorized);
  running.add(node);
  for (const use of onCreated) use(node);
  node.on('close', (removed: boolean, done: () => void) => {
    running.delete(node);
    warnings.stop();
    if (node.endpoint !== undefined) routerOf(red).unmount(node.endpoint, removed);
    node.account.close();
    const endings = [closeStore(node, removed), ...(removed ? [stopSimulator(node)] : [])];
    void Promise.all(endings).finally(done);
  });
}

/**
 * The public URL with the login of the credentials, if there is one, else with its own.
 * @throws {PublicUrlError}
 */
function publicUrlOf(url: string, credentials: Partial<AccountCredentials> | undefined): PublicUrl | undefined {
  const publicUrl = parsePublicUrl(url);
  const { publicUser, publicPassword } = credentialsOf(credentials);
  const auth = publicLogin(publicUser, publicPassword);
  return publicUrl === undefined || auth === undefined ? publicUrl : { ...publicUrl, auth, isAuthSecret: true };
}

function openEndpoint(red: Red, node: AccountNode, onUnauthorized: (request: UnauthorizedRequest) => void): void {
  const { settings, accountSid } = node.account;
  if (!servesHttp(red)) {
    node.webhookProblem = translate(red, 'problem.noHttp');
    return;
  }
  if (!isWebhookPath(settings.path)) {
    node.webhookProblem = translate(red, 'problem.path');
    node.error(`${node.webhookProblem}: ${settings.path}`);
    return;
  }
  try {
    const publicUrl = publicUrlOf(settings.publicUrl, node.credentials);
    if (publicUrl !== undefined) node.publicUrl = publicUrl;
    const router = routerOf(red);
    node.endpoint = router.mount(node.id, {
      path: settings.path,
      accountSid,
      tokens: node.account.signingTokens,
      publicUrl,
      validateSignatures: settings.validateSignatures,
      allowGet: settings.allowGet,
      knownParameters: new KnownParameters(webhookSettings(red).parameters),
      onUnauthorized,
      explains: node.simulator && ((kind) => router.typesElsewhere(node.id, kind)),
    });
    if (!settings.validateSignatures) node.warn(translate(red, 'problem.unchecked'));
  } catch (error) {
    if (error instanceof PathTakenError) {
      const other = red.nodes.getNode(error.owner) as Node | null;
      const name = other?.name === undefined || other.name === '' ? error.owner : other.name;
      node.webhookProblem = translate(red, 'problem.pathTaken', { path: error.path, name });
    } else if (error instanceof PublicUrlError) {
      node.webhookProblem = translate(red, 'problem.publicUrl');
    } else throw error;
    node.error(`${node.webhookProblem}: ${messageOf(error)}`);
  }
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

/** Whether a fixed document has answered a message or call that a flow was to answer too. The first answer wins. */
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
