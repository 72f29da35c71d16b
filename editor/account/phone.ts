/** The simulator's phone: the button of triggers on the flow, and the notification after an account's first deployment. */

import { ACCOUNT_TYPE } from '../node-type';
import { asText } from '../properties/current';
import { text } from '../strings';

/** The URL of an account's phone, relative to the editor. */
export const phoneUrl = (id: string): string => `twilio/simulator/${encodeURIComponent(id)}/phone`;

/** The simulated account of a node; undefined when it has another one or none. */
function simulatorOf(node: EditorNode): EditorNode | undefined {
  const account = RED.nodes.node(asText(node['account']));
  return account?.['environment'] === 'simulator' ? account : undefined;
}

/** The button beside a trigger on the flow. It opens the phone, in the same tab each time. */
export const phoneButton: Required<NodeDefinition>['button'] = {
  visible() {
    return simulatorOf(this) !== undefined;
  },
  enabled() {
    const account = simulatorOf(this);
    // `changed` is undefined after the editor was loaded, and false after a deployment.
    return account !== undefined && account.changed !== true;
  },
  onclick() {
    const account = simulatorOf(this);
    if (account) window.open(phoneUrl(account.id), `twilio-phone-${account.id}`);
  },
};

/** How long the notification stays, in milliseconds. */
const NOTIFICATION_MS = 20_000;

/** After the first deployment of a new simulated account, shows a notification with the link to its phone. Call it once. */
export function announcePhones(): void {
  const added = new Set<string>();
  RED.events.on('nodes:add', ({ id, type, changed }) => {
    if (type === ACCOUNT_TYPE && changed === true) added.add(id);
  });
  RED.events.on('deploy', () => {
    for (const id of added) {
      const account = RED.nodes.node(id);
      if (account?.changed === true) continue;
      added.delete(id);
      if (account?.['environment'] !== 'simulator') continue;
      RED.notify(text('common.phone.ready', { phone: phoneUrl(id) }), { type: 'success', timeout: NOTIFICATION_MS });
    }
  });
}
