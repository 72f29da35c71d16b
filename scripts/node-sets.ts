import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths';

/** Node-RED's sets of nodes, in the order of the palette: the folders of `nodes/` that are in each. */
export type NodeSets = Readonly<Record<string, readonly string[]>>;

/**
 * Reads `nodes/sets.json`. The build makes one script and one page of each set, because Node-RED's start takes time for every
 * set; see docs/decisions/042-node-sets.md.
 * @throws when a folder of `nodes/` is not in exactly one set
 */
export function nodeSets(): NodeSets {
  const sets = JSON.parse(readFileSync(path.join(root, 'nodes', 'sets.json'), 'utf8')) as NodeSets;
  const folders = readdirSync(path.join(root, 'nodes'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const listed = Object.values(sets).flat().sort();
  const found = folders.map(({ name }) => name).sort();
  const wrong = [
    ...found.filter((name) => !listed.includes(name)),
    ...listed.filter((name, index) => !found.includes(name) || listed.indexOf(name) !== index),
  ];
  if (wrong.length > 0) throw new Error(`nodes/sets.json must name each folder of nodes/ once: ${wrong.join(', ')}`);
  return sets;
}

/** The folders of `nodes/`, in the order of the palette. */
export const nodeFolders = (sets: NodeSets = nodeSets()): string[] => Object.values(sets).flat();

/** The file of a set, as `package.json` names it. */
export const setFile = (set: string): string => `dist/sets/${set}/${set}.js`;
