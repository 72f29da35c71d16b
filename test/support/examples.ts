import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FlowNode } from './node-red';

const folder = path.resolve(__dirname, '../../examples');

/** The account node of the examples. */
export const EXAMPLE_ACCOUNT = '5f1e0a7c2b9d4e10';

/** The names of the example flows, as the editor's import dialog lists them. */
export const EXAMPLES: readonly string[] = readdirSync(folder)
  .map((file) => path.basename(file, '.json'))
  .sort();

/** An example flow. With an `account` of another id it has a simulator of its own. */
export function example(name: string, account = EXAMPLE_ACCOUNT): FlowNode[] {
  const source = readFileSync(path.join(folder, `${name}.json`), 'utf8');
  return JSON.parse(source.replaceAll(EXAMPLE_ACCOUNT, account)) as FlowNode[];
}
