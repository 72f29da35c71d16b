/*
 * What node files are made with. Node-RED loads every node file at its start, whether a flow uses it or not, so all that
 * stands behind them is loaded when the first node of a kind is made.
 */
import { lazy } from '../lazy';
import type * as actionModule from './action';
import type * as statusTriggerModule from './message-status-trigger';
import type * as messageTriggerModule from './message-trigger';
import type * as sendingModule from './sender';
import type * as triggerModule from './trigger';

const action = lazy<typeof actionModule>(__filename, './action');
const sending = lazy<typeof sendingModule>(__filename, './sender');
const trigger = lazy<typeof triggerModule>(__filename, './trigger');
const messages = lazy<typeof messageTriggerModule>(__filename, './message-trigger');
const statuses = lazy<typeof statusTriggerModule>(__filename, './message-status-trigger');

/** Makes a node of an action's declaration. To be called in the node's constructor. */
export const createAction: typeof actionModule.createAction = (red, node, def, declaration) =>
  action().createAction(red, node, def, declaration);

/** The account of an action. @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when it names none that runs */
export const requireAccount: typeof actionModule.requireAccount = (accountNode) => action().requireAccount(accountNode);

/** `msg.options` merged over a node's own options, as every action takes them. */
export const mergedOptions: typeof actionModule.mergedOptions = (own, msg) => action().mergedOptions(own, msg);

/** Makes a node of a trigger's declaration. To be called in the node's constructor. */
export const createTrigger: typeof triggerModule.createTrigger = (red, node, def, declaration) => {
  trigger().createTrigger(red, node, def, declaration);
};

/** The trigger for incoming messages of some channels. */
export const messageTrigger: typeof messageTriggerModule.messageTrigger = (matches) =>
  messages().messageTrigger(matches);

/** The trigger for what becomes of the messages of some channels. */
export const messageStatusTrigger: typeof statusTriggerModule.messageStatusTrigger = (matches) =>
  statuses().messageStatusTrigger(matches);

/** Makes a node that sends messages of its declaration. To be called in the node's constructor. */
export const createSender: typeof sendingModule.createSender = (red, node, def, declaration) => {
  sending().createSender(red, node, def, declaration);
};
