import { forgetHandedOver, isHandedOver } from './handover';
import type { Node, Red } from './red';

/** A node of the flows, as Node-RED stores it. */
interface StoredNode {
  id: string;
  type: string;
  z?: string;
  /** Whether it is disabled. */
  d?: boolean;
  wires?: string[][];
  /** The nodes that a link node leads to. */
  links?: string[];
}

/** What Node-RED says about a deployment, in `flows:stopping` and `flows:started`. */
interface Deployment {
  config: { flows: readonly StoredNode[] };
  type: 'full' | 'flows' | 'nodes';
  /** Ids of nodes and of tabs. */
  diff?: Record<'added' | 'changed' | 'removed' | 'rewired' | 'linked' | 'flowChanged', readonly string[]>;
}

/** The flows of one Node-RED. */
interface Flows {
  /** As they were started last. */
  nodes: readonly StoredNode[];
  /** Whether the last deployment stops a node. */
  stops(node: StoredNode): boolean;
}

/** One for each Node-RED. */
const known = new WeakMap<Red['events'], Flows>();

function flowsOf({ events }: Red): Flows {
  const found = known.get(events);
  if (found !== undefined) return found;
  const flows: Flows = { nodes: [], stops: () => true };
  known.set(events, flows);
  events.on('flows:stopping', (deployment: Deployment) => {
    forgetHandedOver();
    flows.stops = stoppedBy(deployment);
  });
  events.on('flows:started', ({ config }: Deployment) => {
    flows.nodes = config.flows;
  });
  return flows;
}

/** As Node-RED chooses the nodes to stop, in `stop` of its `flows/index.js`. */
function stoppedBy({ type, diff }: Deployment): Flows['stops'] {
  if (type === 'full' || diff === undefined) return () => true;
  const { added, changed, removed, rewired, linked, flowChanged } = diff;
  const nodes = new Set([...changed, ...removed, ...(type === 'flows' ? [...linked, ...rewired] : [])]);
  const tabs = new Set([...added, ...removed, ...flowChanged]);
  return ({ id, z }) => nodes.has(id) || (z !== undefined && tabs.has(z));
}

/**
 * Whether a deployment stops the whole flow of a trigger: the trigger, and every node that its messages may be in by now.
 * Wires and link nodes are followed. When some of these nodes go on, the message may be in one of them.
 */
function stopsFlowOf(trigger: string, { nodes, stops }: Flows): boolean {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  // A trigger inside of a subflow has an id of its own. Its nodes cannot be found, unless everything is stopped.
  if (!byId.has(trigger)) return stops({ id: trigger, type: '' });
  const seen = new Set([trigger]);
  for (const id of seen) {
    const node = byId.get(id);
    if (node === undefined || node.d === true) continue;
    if (!stops(node)) return false;
    for (const next of [...(node.wires ?? []).flat(), ...(node.links ?? [])]) seen.add(next);
  }
  return true;
}

/**
 * Watches whether a deployment stops the flow of a trigger.
 * @returns whether nothing in the flow can answer about a SID any more. Ask after a deployment.
 */
export function watchFlow(red: Red, node: Node): (sid: string) => boolean {
  const flows = flowsOf(red);
  let isStopped = false;
  node.on('close', () => {
    isStopped = stopsFlowOf(node.id, flows);
  });
  return (sid) => isStopped && !isHandedOver(sid);
}
