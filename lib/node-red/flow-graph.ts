import type { NodeDef, Red } from './red';

/** A node, a tab or a subflow as Node-RED stores it. */
type Config = NodeDef & {
  z?: string;
  /** Disabled. */
  d?: boolean;
  /** Of a tab. */
  disabled?: boolean;
  wires?: readonly (readonly string[])[];
  /** Of a link node. */
  links?: readonly string[] | string;
  mode?: string;
  linkType?: string;
  /** Of a node "twiml". */
  goOn?: string;
  /** Of a "complete" node. */
  scope?: readonly string[] | null;
  /** Of a subflow. */
  in?: readonly Port[];
  out?: readonly Port[];
};

interface Port {
  wires?: readonly { id: string; port?: number }[];
}

/** A node in the flows, and the subflow instances that it is in, the outermost first. */
interface Place {
  id: string;
  path: readonly string[];
}

/** In a set of steps: any step, because the way of the message is not known. */
export const ANY_STEP = '*';

/** Node types that are steps of a call. {@link createStep} adds its own. */
const stepTypes = new Set<string>();

/** A node that answers the open request of a call. It is a step when its message waits for a result. */
const ANSWERING_TYPE = 'twilio-twiml';

/** Registers a type of node as a step of calls. */
export const addStepType = (type: string): void => {
  stepTypes.add(type);
};

const NO_WIRES: readonly (readonly string[])[] = [];

/** The wires of one deployment. */
class FlowGraph {
  private readonly configs = new Map<string, Config>();
  private readonly completed = new Map<string, string[]>();
  private readonly found = new Map<string, ReadonlySet<string>>();

  constructor(red: Red) {
    red.nodes.eachNode((def) => {
      const config = def as Config;
      this.configs.set(config.id, config);
      if (config.type !== 'complete') return;
      for (const id of config.scope ?? []) this.completed.set(id, [...(this.completed.get(id) ?? []), config.id]);
    });
  }

  /** The steps that a message reaches next. */
  stepsBehind(nodeId: string, output: number | undefined): ReadonlySet<string> {
    const key = `${nodeId} ${output ?? ''}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const steps = this.search(nodeId, output);
    this.found.set(key, steps);
    return steps;
  }

  /** Whether a message can reach a step. A "twiml" node that is not a step is passed through. */
  canReachStep(nodeId: string, output: number | undefined): boolean {
    const passed = new Set<string>();
    const queue = [...this.stepsBehind(nodeId, output)];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const config = this.configs.get(this.placeOf(id)?.id ?? '');
      if (config?.type !== ANSWERING_TYPE || config.goOn === 'result') return true;
      if (passed.has(id)) continue;
      passed.add(id);
      queue.push(...this.stepsBehind(id, undefined));
    }
    return false;
  }

  private search(nodeId: string, output: number | undefined): ReadonlySet<string> {
    const steps = new Set<string>();
    const start = this.placeOf(nodeId);
    // The place of the node is not known, so its messages may go anywhere.
    if (start === undefined) return new Set([ANY_STEP]);
    const seen = new Set<string>();
    const queue: Place[] = [...this.behind(start, output)];
    for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
      const runtimeId = [...place.path, place.id].join('-');
      const config = this.configs.get(place.id);
      if (config === undefined || seen.has(runtimeId) || this.isDisabled(config)) continue;
      seen.add(runtimeId);
      if (stepTypes.has(config.type) || config.type === ANSWERING_TYPE) steps.add(runtimeId);
      else if (isUncertain(config)) steps.add(ANY_STEP);
      else queue.push(...this.next(config, place));
    }
    return steps;
  }

  /**
   * Where a node is.
   * @param runtimeId the id of the running node. In a subflow, it starts with the ids of the instances.
   */
  private placeOf(runtimeId: string): Place | undefined {
    if (this.configs.has(runtimeId)) return { id: runtimeId, path: [] };
    for (let at = runtimeId.indexOf('-'); at !== -1; at = runtimeId.indexOf('-', at + 1)) {
      const instance = runtimeId.slice(0, at);
      if (this.configs.get(instance)?.type.startsWith('subflow:') !== true) continue;
      const inner = this.placeOf(runtimeId.slice(at + 1));
      if (inner !== undefined) return { id: inner.id, path: [instance, ...inner.path] };
    }
    return undefined;
  }

  /** Where a message goes that a node has received. */
  private next(config: Config, place: Place): Place[] {
    const links = typeof config.links === 'string' ? [config.links] : (config.links ?? []);
    const linked = links.map((id) => ({ id, path: this.configs.get(id)?.z === config.z ? place.path : [] }));
    if (config.type === 'link out') return linked;
    if (config.type === 'link call') return [...linked, ...this.behind(place, undefined)];
    if (!config.type.startsWith('subflow:')) return this.behind(place, undefined);
    const subflow = this.configs.get(config.type.slice('subflow:'.length));
    const path = [...place.path, place.id];
    const entries = (subflow?.in ?? []).flatMap(({ wires = [] }) => wires.map(({ id }) => ({ id, path })));
    return [...entries, ...this.exits(subflow, { id: subflow?.id ?? '', path }, undefined)];
  }

  /** What is wired to an output of a node, or to all of them. */
  private behind(place: Place, output: number | undefined): Place[] {
    const config = this.configs.get(place.id);
    if (config === undefined) return [];
    const { path } = place;
    const wires = config.wires ?? NO_WIRES;
    const targets = output === undefined ? wires.flat() : (wires[output] ?? []);
    const subflow = path.length === 0 ? undefined : this.configs.get(config.z ?? '');
    return [
      ...targets.map((id) => ({ id, path })),
      ...(this.completed.get(place.id) ?? []).map((id) => ({ id, path })),
      ...this.exits(subflow, place, output),
    ];
  }

  /** Where a message goes that leaves a subflow from a node in it. */
  private exits(subflow: Config | undefined, { id, path }: Place, output: number | undefined): Place[] {
    const instance = path.at(-1);
    if (subflow === undefined || instance === undefined) return [];
    return (subflow.out ?? []).flatMap(({ wires = [] }, index) => {
      const leaves = wires.some((wire) => wire.id === id && (output === undefined || (wire.port ?? 0) === output));
      return leaves ? this.behind({ id: instance, path: path.slice(0, -1) }, index) : [];
    });
  }

  private isDisabled({ d, z }: Config): boolean {
    return d === true || (z !== undefined && this.configs.get(z)?.disabled === true);
  }
}

/** Whether a message that a node has received may go anywhere. */
const isUncertain = ({ type, mode, linkType }: Config): boolean =>
  (type === 'link out' && mode === 'return') || (type === 'link call' && linkType === 'dynamic');

/** The graph of each Node-RED, until the next deployment. */
const graphs = new WeakMap<Red['events'], { graph?: FlowGraph | undefined }>();

function graphOf(red: Red): FlowGraph {
  let entry = graphs.get(red.events);
  if (entry === undefined) {
    const created: { graph?: FlowGraph | undefined } = {};
    const forget = (): void => {
      created.graph = undefined;
    };
    for (const event of ['flows:starting', 'flows:started', 'flows:stopped']) red.events.on(event, forget);
    graphs.set(red.events, created);
    entry = created;
  }
  return (entry.graph ??= new FlowGraph(red));
}

/**
 * The steps that a message reaches next from an output of a node, over wires, links, subflows and junctions, by the ids
 * that the nodes have while they run. It contains {@link ANY_STEP} when the way is not certain. The node "twiml" counts,
 * because it answers a call too. Disabled nodes and flows do not count.
 * @param output 0 for the first; all outputs without it
 */
export const stepsBehind = (red: Red, nodeId: string, output?: number): ReadonlySet<string> =>
  graphOf(red).stepsBehind(nodeId, output);

/** Whether a message from a node can reach a step of a call. When in doubt, it can. */
export const canReachStep = (red: Red, nodeId: string, output?: number): boolean =>
  graphOf(red).canReachStep(nodeId, output);
