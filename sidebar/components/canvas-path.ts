/**
 * The nodes on the canvas that a running node belongs to: itself, or the instances of the subflows that it is in, from the
 * outside, and the node in the subflow. Node-RED joins their ids with `-` in the id of the running node.
 * https://github.com/node-red/node-red/blob/master/packages/node_modules/%40node-red/runtime/lib/flows/Subflow.js
 * @returns ids of the editor; none when the editor does not have the nodes
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
