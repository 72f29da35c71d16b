import { Account } from '../account/account';
import type { Transport } from '../account/transport';
import { PublicUrlError } from '../validation/public-url';
import { isWebhookPath } from '../validation/webhook-path';
import { PathTakenError } from '../webhooks/endpoint-registry';
import { KnownParameters } from '../webhooks/known-parameters';
import type { UnauthorizedRequest } from '../webhooks/unauthorized';
import { addRunning, removeRunning, type AccountNode } from './account-node';
import { credentialsOf, publicUrlOf, settingsOf, type AccountDef } from './account-settings';
import { closeStore, keepStore, storeKindOf } from './account-store';
import { forgetActivity, requestObserver, webhookObserver } from './activity';
import { messageOf, translate, type Node, type Red } from './red';
import { routerOf, servesHttp } from './router';
import { endSimulator, startSimulator } from './simulator';
import { warnAboutUnauthorized } from './unauthorized-warnings';
import { webhookSettings } from './webhook-settings';

/** Stops the node's simulator. An error is only logged, because the node goes on without the simulator. */
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
    // A new account has no default sender. On the simulator, it must be able to send.
    settings.from ||= simulator.numbers[0] ?? '';
  } else void stopSimulator(node);
  node.account = new Account({ settings, credentials, transport, observer: requestObserver(node.id) });
  keepStore(red, node, storeKindOf(def.store));
  const warnings = warnAboutUnauthorized(node);
  openEndpoint(red, node, warnings.onUnauthorized);
  addRunning(node);
  node.on('close', (removed: boolean, done: () => void) => {
    removeRunning(node);
    if (removed) forgetActivity(node.id);
    warnings.stop();
    if (node.endpoint !== undefined) routerOf(red).unmount(node.endpoint, removed);
    node.account.close();
    const endings = [closeStore(node, removed), ...(removed ? [stopSimulator(node)] : [])];
    void Promise.all(endings).finally(done);
  });
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
      observer: webhookObserver(node.id),
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
