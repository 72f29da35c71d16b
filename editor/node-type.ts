/** The node type of accounts. */
export const ACCOUNT_TYPE = 'twilio-config';

/** The sets whose node type is not `twilio-<set>`. `twilio-api` is a type of the package node-red-node-twilio. */
const OTHER_TYPES: Readonly<Record<string, string>> = { 'twilio-config': ACCOUNT_TYPE, api: 'twilio-rest' };

/**
 * The node type of a set.
 * @param set its name in package.json, such as `send-sms`
 */
export const nodeTypeOf = (set: string): string => OTHER_TYPES[set] ?? `twilio-${set}`;
