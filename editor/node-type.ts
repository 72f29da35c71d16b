/** The sets whose node type is not `twilio-<set>`. `twilio-api` is a type of the package node-red-node-twilio. */
const OTHER_TYPES: Readonly<Record<string, string>> = { 'twilio-config': 'twilio-config', api: 'twilio-rest' };

/**
 * The node type of a set.
 * @param set its name in package.json, such as `send-sms`
 */
export const nodeTypeOf = (set: string): string => OTHER_TYPES[set] ?? `twilio-${set}`;
