import type { FilteringNode, FlowDelivery, FlowNode } from '../model/flow-delivery';
import { isObject, readList, readNonEmpty, readString } from './json';

function readNode(value: unknown): FlowNode | undefined {
  if (!isObject(value) || readString(value['name']) === '') return undefined;
  return { type: readString(value['type']), name: readString(value['name']) };
}

function readFilteringNode(value: unknown): FilteringNode | undefined {
  const node = readNode(value);
  if (!node || !isObject(value)) return undefined;
  return { ...node, filter: readString(value['filter']), secondOutput: value['secondOutput'] === true };
}

/** Which nodes took a message or call. Returns undefined when the JSON has no such data. */
export function readFlowDelivery(value: unknown): FlowDelivery | undefined {
  if (!isObject(value)) return undefined;
  return {
    takenBy: readList(value['takenBy'], readNode),
    filteredOut: readList(value['filteredOut'], readFilteringNode),
    elsewhere: readList(value['elsewhere'], readNonEmpty),
  };
}
