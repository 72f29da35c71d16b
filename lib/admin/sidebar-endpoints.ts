import type { RequestHandler } from 'express';

/**
 * The sidebar's endpoints. Those that send a request to Twilio or change something need the permission to write flows.
 * https://nodered.org/docs/api/admin/methods/
 */
export const SIDEBAR_ROUTES = {
  accounts: ['get', '/twilio/accounts', 'read'],
  callsInNode: ['get', '/twilio/calls/:node', 'read'],
  activity: ['get', '/twilio/account/:id/activity', 'read'],
  entry: ['get', '/twilio/account/:id/activity/:entry', 'read'],
  replay: ['post', '/twilio/account/:id/activity/:entry/replay', 'write'],
  calls: ['get', '/twilio/account/:id/calls', 'write'],
  endCall: ['post', '/twilio/account/:id/calls/:sid/end', 'write'],
  estimate: ['post', '/twilio/account/:id/estimate', 'write'],
  send: ['post', '/twilio/account/:id/messages', 'write'],
  message: ['get', '/twilio/account/:id/messages/:sid', 'write'],
  numbers: ['get', '/twilio/account/:id/numbers', 'write'],
  number: ['post', '/twilio/account/:id/numbers/:sid', 'write'],
} as const satisfies Record<string, readonly ['get' | 'post', string, 'read' | 'write']>;

/** The handlers of the sidebar's requests. */
export type SidebarHandlers = Readonly<Record<keyof typeof SIDEBAR_ROUTES, RequestHandler>>;
