/** A node of the flow. */
export interface FlowNode {
  /** Such as `twilio-sms-in`. */
  type: string;
  /** Its name, or the label of its type. */
  name: string;
}

/** A node whose filters did not accept a message or call. */
export interface FilteringNode extends FlowNode {
  /** The filters that did not accept it, in words: `From +1415*`. */
  filter: string;
  /** The node sent it to its second output. */
  secondOutput: boolean;
}

/** Which nodes took a message or call of the person, and why the others did not. */
export interface FlowDelivery {
  takenBy: readonly FlowNode[];
  filteredOut: readonly FilteringNode[];
  /** When no node took it: the types of the nodes of other accounts that take such events. */
  elsewhere: readonly string[];
}

/** What a person can send to the flow, and the type of the node that takes it. */
export const TRIGGER_TYPES = { sms: 'twilio-sms-in', whatsapp: 'twilio-whatsapp-in', call: 'twilio-call-in' } as const;

export type Trigger = keyof typeof TRIGGER_TYPES;

/** Whether no node of the flow got it, not even at a second output. */
export function isNotTaken({ takenBy, filteredOut }: FlowDelivery): boolean {
  return takenBy.length === 0 && !filteredOut.some(({ secondOutput }) => secondOutput);
}
