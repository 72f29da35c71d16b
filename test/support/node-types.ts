import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ACCOUNT_TYPE, nodeTypeOf } from '../../editor/node-type';

const manifest = JSON.parse(readFileSync(path.resolve(__dirname, '../../package.json'), 'utf8')) as {
  'node-red': { nodes: Record<string, string> };
};

/** The types of all nodes that are put on a flow, in the order of package.json. */
export const NODE_TYPES: readonly string[] = Object.keys(manifest['node-red'].nodes)
  .map(nodeTypeOf)
  .filter((type) => type !== ACCOUNT_TYPE);
