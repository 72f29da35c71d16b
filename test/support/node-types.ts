import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ACCOUNT_TYPE, nodeTypeOf } from '../../editor/node-type';

/** The types of all nodes that are put on a flow. */
export const NODE_TYPES: readonly string[] = readdirSync(path.resolve(__dirname, '../../nodes'))
  .map(nodeTypeOf)
  .filter((type) => type !== ACCOUNT_TYPE);
