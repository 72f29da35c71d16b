import type * as applyModule from '../setup/apply';
import type * as surveyModule from '../setup/survey';
import { lazy } from '../lazy';
import { runningAccounts, webhookUrl, type AccountNode } from './account-node';
import { setupOwnerOf } from './number-webhooks';
import { translate, type Red } from './red';
import { describeError, describeMessage } from './reported-error';

const apply = lazy<typeof applyModule>(__filename, '../setup/apply');
const survey = lazy<typeof surveyModule>(__filename, '../setup/survey');

const watched = new WeakSet<object>();

/**
 * Sets the webhooks of an account's numbers. URLs of another application stay, and are named in the log.
 * @throws the error that Twilio returns
 */
async function setAll(red: Red, node: AccountNode): Promise<void> {
  if (webhookUrl(node, 'message') === undefined) {
    node.warn(translate(red, 'webhooks.noPublicUrl'));
    return;
  }
  const owner = setupOwnerOf(node);
  const { targets } = await survey().surveyOf(owner);
  const outcomes = await Promise.all(targets.map((target) => apply().setTarget(owner, target, { replace: false })));
  for (const { address, outcome, error = '', hint = '' } of outcomes) {
    if (outcome === 'set') node.log(translate(red, 'webhooks.set', { number: address }));
    if (outcome === 'foreign') node.warn(translate(red, 'webhooks.foreign', { number: address }));
    if (outcome === 'failed')
      node.warn(translate(red, 'webhooks.failed', { number: address, reason: describeMessage(error, hint) }));
  }
}

/** Sets webhooks after each deployment, for the account nodes that ask for it. Call it when an account node is created. */
export function setWebhooksOnDeploy(red: Red): void {
  if (watched.has(red.events)) return;
  watched.add(red.events);
  red.events.on('flows:started', () => {
    const asking = runningAccounts().filter(({ account }) => account.settings.webhooksOnDeploy === true);
    // Deferred, so that loading the code does not delay other work that waits for the flows.
    if (asking.length > 0) setImmediate(() => setWebhooks(red, asking));
  });
}

/** Sets the webhooks of several accounts. Errors are only logged. */
function setWebhooks(red: Red, nodes: readonly AccountNode[]): void {
  for (const node of nodes) {
    setAll(red, node).catch((error: unknown) => {
      node.warn(translate(red, 'webhooks.failed', { number: node.name || node.id, reason: describeError(error) }));
    });
  }
}
