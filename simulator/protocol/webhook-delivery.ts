import type { FilteringNode, FlowDelivery, FlowNode } from '../model/delivery';

/**
 * The header in which this package's webhooks say which nodes got a message or call: URL-encoded JSON. Other servers do not
 * send it.
 */
export const DELIVERY_HEADER = 'x-simulator-delivery';

const MAX_NODES = 20;
const MAX_TEXT_LENGTH = 200;

type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT_LENGTH) : '');

const objects = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.slice(0, MAX_NODES).filter(isObject) : [];

function readNode({ id, type, name }: JsonObject): FlowNode {
  return { id: text(id), type: text(type), name: text(name) };
}

function readFilteringNode(node: JsonObject): FilteringNode {
  return {
    ...readNode(node),
    filter: text(node['filter']),
    ...(node['secondOutput'] === true ? { secondOutput: true } : {}),
  };
}

/**
 * Reads the header of a webhook's response. A webhook can belong to any server, so nothing in it is trusted.
 * @returns undefined when there is no such header, or it is not valid
 */
export function readDelivery(header: string | readonly string[] | undefined): FlowDelivery | undefined {
  if (typeof header !== 'string') return undefined;
  let json: unknown;
  try {
    json = JSON.parse(decodeURIComponent(header));
  } catch {
    return undefined;
  }
  if (!isObject(json)) return undefined;
  const { takenBy, filteredOut, elsewhere } = json;
  return {
    takenBy: objects(takenBy).map(readNode),
    filteredOut: objects(filteredOut).map(readFilteringNode),
    elsewhere: Array.isArray(elsewhere) ? elsewhere.slice(0, MAX_NODES).map(text) : [],
  };
}
