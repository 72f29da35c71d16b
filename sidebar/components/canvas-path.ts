/**
 * The nodes on the canvas that stand for a running node. For a node in a subflow, these are the instances of the subflows, the
 * outermost one first, and then the node itself. Node-RED joins their ids with `-` to the id of the running node.
 * https://github.com/node-red/node-red/blob/master/packages/node_modules/%40node-red/runtime/lib/flows/Subflow.js
 * @param id the id of the running node
 * @returns ids of the editor; empty when the editor does not have the nodes
 */
export function canvasPath(id: string): string[] {
  if (typeOf(id) !== undefined) return [id];
  for (let end = id.indexOf('-'); end !== -1; end = id.indexOf('-', end + 1)) {
    const instance = id.slice(0, end);
    if (typeOf(instance)?.startsWith('subflow:') !== true) continue;
    const inner = canvasPath(id.slice(end + 1));
    if (inner.length > 0) return [instance, ...inner];
  }
  return [];
}

const typeOf = (id: string): string | undefined => RED.nodes.node(id)?.type;
