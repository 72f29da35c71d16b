/** A node of the flow. */
export interface FlowNode {
  id: string;
  type: string;
  /** Its name, or the label of its type. */
  name: string;
}

/** A node whose filters did not accept a message or call. */
export interface FilteringNode extends FlowNode {
  /** The filters that did not accept it, in words: `From +1415*`. */
  filter: string;
  /** True when the node sent it to its second output. */
  secondOutput?: true;
}

/** What Node-RED did with a message or call of a person, as the response of its webhook says. */
export interface FlowDelivery {
  /** The nodes that took it. Empty when none did. */
  takenBy: FlowNode[];
  filteredOut: FilteringNode[];
  /** When no node took it: the types of the nodes of other accounts that take such events. */
  elsewhere: string[];
}
