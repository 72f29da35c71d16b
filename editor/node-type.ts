/** The node type of accounts. */
export const ACCOUNT_TYPE = 'twilio-config';

/** The nodes whose type is not `twilio-<node>`. `twilio-api` is a type of the package node-red-node-twilio. */
const OTHER_TYPES: Readonly<Record<string, string>> = { 'twilio-config': ACCOUNT_TYPE, api: 'twilio-rest' };

/**
 * The type of a node.
 * @param node the name of its folder, such as `send-sms`
 */
export const nodeTypeOf = (node: string): string => OTHER_TYPES[node] ?? `twilio-${node}`;
