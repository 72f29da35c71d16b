import type { NodeCredentials, Node, NodeDef } from 'node-red';
import path from 'node:path';
import { lazy } from '../lazy';
import { setLanguage } from './language';
import { translate, type Red } from './red';

/** What `<node>.runtime.ts` exports. */
interface Runtime {
  /** Creates the node. Called in its constructor. */
  create(red: Red, node: never, def: never): void;
}

/**
 * Registers a node type whose code is in `<node>.runtime.ts`, beside the node file `<node>.ts`. Node-RED loads all node files
 * at start, whether a flow uses it or not, so the runtime module is loaded with the first node of its type.
 * @param file the node file's `__filename`
 * @param credentials as Node-RED's `registerType` takes them
 * https://nodered.org/docs/creating-nodes/node-js#node-constructor
 */
export function registerNode<T extends Runtime>(
  red: Red,
  type: string,
  file: string,
  credentials?: NodeCredentials<object>,
): void {
  setLanguage(() => translate(red, 'language'));
  const runtime = lazy<T>(file, `./${path.parse(file).name}.runtime`);
  function construct(this: Node, def: NodeDef): void {
    // Each runtime module has its own types of node and properties.
    const { create } = runtime() as unknown as { create(red: Red, node: Node, def: NodeDef): void };
    create(red, this, def);
  }
  if (credentials === undefined) red.nodes.registerType(type, construct);
  else red.nodes.registerType(type, construct, { credentials });
}
