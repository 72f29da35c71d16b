import { TRIGGER_TYPES, type FilteringNode, type FlowDelivery, type Trigger } from '../model/flow-delivery';
import type { Strings } from './strings';

/** Which nodes took a message or call, or why none did: `No sms in matched: its filter is From +1415*`. */
export function flowDeliveryText(
  { takenBy, filteredOut, elsewhere }: FlowDelivery,
  trigger: Trigger,
  { flow }: Strings,
): string {
  if (takenBy.length > 0) return flow.deliveredTo(namesOf(takenBy));
  const secondOutputs = filteredOut.filter(({ secondOutput }) => secondOutput);
  if (secondOutputs.length > 0) return flow.secondOutput(secondOutputs.map(named).join('; '));
  const label = flow.triggers[trigger];
  const [first, ...others] = filteredOut;
  if (first === undefined) {
    return elsewhere.includes(TRIGGER_TYPES[trigger]) ? flow.otherAccount(label) : flow.notDeployed(label);
  }
  if (others.length === 0 && first.name === label) return flow.filteredOut(label, first.filter);
  return flow.filteredOutByAll(label, filteredOut.map(named).join('; '));
}

/** The names, each once. */
function namesOf(nodes: readonly { name: string }[]): string {
  return [...new Set(nodes.map(({ name }) => name))].join(', ');
}

function named({ name, filter }: FilteringNode): string {
  return `${name}: ${filter}`;
}
