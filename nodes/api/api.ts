import type * as apiModule from './call-api';
import { createAction, requireAccount } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { lazy } from '../../lib/lazy';

const api = lazy<typeof apiModule>(__filename, './call-api');

interface ApiDef extends NodeDef {
  account?: string;
  /** A resource of the catalogue, `analytics`, or `request` for a free one. */
  resource?: string;
  operation?: string;
  /** The most resources of a list. */
  limit?: number | string;
  /** A list as one array, or one message for each. */
  emit?: 'array' | 'each';
  /** Allows what costs money or cannot be undone. */
  confirm?: boolean;
  json?: boolean;
}

export = (red: Red): void => {
  red.nodes.registerType('twilio-api', function (this: Node, def: ApiDef) {
    createAction(red, this, def, {
      inputs: ['parameters', 'method', 'path'],
      busy: 'status.asking',
      run: ({ accountNode, inputs, msg }) => api().callApi(red, requireAccount(accountNode), def, inputs, msg),
    });
  });
};
