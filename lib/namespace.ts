/**
 * The namespace of all strings. Node-RED reads a catalogue for each set of nodes that has a `locales` folder, at every
 * start. So only the account node's set has one, with the strings and the help of all nodes.
 * https://nodered.org/docs/creating-nodes/i18n
 */
export const NAMESPACE = '@ringflow/node-red-twilio/twilio-config';
