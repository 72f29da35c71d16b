import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ACCOUNT_TYPE } from '../editor/node-type';
import { root } from './paths';

/**
 * The file that Node-RED loads for a node, as `package.json` names it. Node-RED searches the folder of each file, so the files
 * share one folder. Only the account node is in another one, which has the strings and the help of all nodes.
 */
export const setFile = (node: string): string =>
  node === ACCOUNT_TYPE ? `dist/sets/account/${node}.js` : `dist/sets/nodes/${node}.js`;

/**
 * The folders of `nodes/`, in the order of the palette: each is a set of its own in `package.json`; see
 * docs/decisions/042-one-set-for-each-node.md.
 * @throws when `package.json` lacks one of them, has another set, or another file for a set
 */
export function nodeFolders(): string[] {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    'node-red': { nodes: Record<string, string> };
  };
  const sets = manifest['node-red'].nodes;
  const folders = readdirSync(path.join(root, 'nodes'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = folders.map(({ name }) => name);
  const wrong = [
    ...found.filter((name) => sets[name] !== setFile(name)),
    ...Object.keys(sets).filter((name) => !found.includes(name)),
  ];
  if (wrong.length > 0) throw new Error(`node-red.nodes in package.json must name each node: ${wrong.join(', ')}`);
  return Object.keys(sets);
}
