import type { StatusListener, Subject } from '../setup/subject';
import { webhookUrl, type AccountNode } from './account-node';
import { inLanguage } from './language';
import { setupOwnerOf } from './number-webhooks';
import { paletteLabel, type NodeDef, type Red } from './red';
import { routerOf, servesHttp } from './router';

const STATUS_TYPES = ['twilio-sms-status', 'twilio-whatsapp-status'];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The nodes of the flows that use an account. */
function nodesOf(red: Red, account: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  red.nodes.eachNode((node: NodeDef) => {
    const def = node as NodeDef & Record<string, unknown>;
    if (def['account'] === account && def['d'] !== true) found.push(def);
  });
  return found;
}

/** The nodes that listen to chosen statuses of messages. */
const statusListeners = (red: Red, nodes: readonly Record<string, unknown>[]): StatusListener[] =>
  nodes
    .filter(({ type }) => STATUS_TYPES.includes(text(type)))
    .map(({ name, type, filterStatus }) => ({
      name: text(name) || paletteLabel(red, text(type)),
      statuses: Array.isArray(filterStatus) ? filterStatus.map(text).filter((status) => status !== '') : [],
    }));

/** `httpNodeRoot` without a trailing slash. */
function httpNodeRootOf(red: Red): string {
  const root: unknown = Reflect.get(red.settings, 'httpNodeRoot');
  const path = typeof root === 'string' ? root.replace(/^\/*|\/+$/g, '') : '';
  return path === '' ? '' : `/${path}`;
}

/** A deployed account node, as the doctor looks at it. */
export function doctorSubject(red: Red, node: AccountNode): Subject {
  const nodes = nodesOf(red, node.id);
  const url = webhookUrl(node, 'message');
  const isService = ({ sender, messagingServiceSid }: Record<string, unknown>): boolean =>
    sender === 'service' || (text(sender) === '' && text(messagingServiceSid) !== '');
  return {
    ...setupOwnerOf(node),
    webhookProblem: node.webhookProblem,
    publicUrl: node.publicUrl,
    base: url === undefined ? undefined : (node.simulator?.publicBase() ?? node.publicUrl?.base),
    httpNodeRoot: httpNodeRootOf(red),
    hasNodeAuth: Boolean(Reflect.get(red.settings, 'httpNodeAuth')),
    openProbe: () => (servesHttp(red) ? routerOf(red).probes.open() : undefined),
    rejected: (node.endpoint?.rejected.recent ?? []).map((one) => ({ ...one, reason: inLanguage(one.reason) })),
    statusListeners: statusListeners(red, nodes),
    usesService: nodes.some(isService),
  };
}
