import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths';

/** The file of a node's set, as `package.json` names it. */
export const setFile = (node: string): string => `dist/nodes/${node}/${node}.js`;

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
