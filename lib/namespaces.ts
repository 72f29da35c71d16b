/**
 * Node-RED keeps one catalogue of strings for each set of nodes, under the namespace `<package>/<set>`.
 * https://nodered.org/docs/creating-nodes/i18n
 */
export const namespaceOf = (set: string): string => `@ringflow/node-red-twilio/${set}`;

/**
 * The namespace of the strings that all sets share: that of the account node. A copy in each set would be read at every
 * start and sent to every editor.
 */
export const SHARED_NAMESPACE = namespaceOf('twilio-config');

/** Whether all sets share a string: those in `locales/<lang>/common.json`. */
export const isShared = (key: string): boolean => key.startsWith('common.');
