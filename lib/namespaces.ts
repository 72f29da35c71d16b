/**
 * Node-RED keeps one catalogue of strings for each set of nodes, under the namespace `<package>/<set>`.
 * https://nodered.org/docs/creating-nodes/i18n
 */
export const namespaceOf = (set: string): string => `@ringflow/node-red-twilio/${set}`;

/**
 * Where the strings lie that all sets share: the account's set. A copy for each set would be read at every start, and
 * sent to every editor.
 */
export const SHARED_NAMESPACE = namespaceOf('twilio-config');

/** Whether a key of the forms' strings is one of those that all sets share, `locales/<lang>/common.json`. */
export const isShared = (key: string): boolean => key.startsWith('common.');
