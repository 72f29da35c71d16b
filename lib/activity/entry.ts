import type { Params } from '../events/params';

/** What an entry is about. */
export type ActivityType =
  /** A request of Twilio's to this Node-RED. */
  | 'webhook'
  /** A request to Twilio that creates or changes something. */
  | 'request'
  /** A call enters or leaves a step of a flow. */
  | 'step';

/** A node whose filters do not accept an event. */
export interface FilteredOut {
  /** The node's id. */
  id: string;
  /** Its filters, in words. */
  filter: string;
}

/** One thing that happened between Twilio and the flows of an account. */
export interface ActivityEntry {
  /** Counts up from 1 for each account. */
  readonly id: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  readonly type: ActivityType;
  /** The kind of webhook, the resource of a request such as `Messages`, or `entered`, `left`, `hung-up`, `failed`. */
  readonly what: string;
  /** The HTTP method of a request. */
  readonly method?: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The SID of the message, call or recording. */
  sid?: string | undefined;
  /** The HTTP status of the answer. Absent while it is open. */
  status?: number;
  /** How long the answer took, in milliseconds. */
  ms?: number;
  /** The ids of the nodes that took it, or of the step. */
  nodes?: readonly string[];
  /** Why no node took it: the nodes whose filters do not accept it. */
  filteredOut?: readonly FilteredOut[];
  /** Why it failed, or was not accepted. */
  problem?: string | undefined;
  /** What to do about {@link problem}. */
  hint?: string;
  /** The URL that was checked, of a request that is unauthorized. */
  url?: string;
  /** A few words about what it did. */
  text?: string | undefined;
  /** The parameters of a webhook or of a request. */
  params?: Params | undefined;
  /**
   * Instead of {@link params}, {@link from}, {@link to}, {@link sid} and {@link text}: the form that they are read from on
   * demand, see `paramsOf` and `summaryOfEntry`.
   */
  form?: string | undefined;
  /** The answer, such as a TwiML document. */
  answer?: string;
  /** A repeated delivery, which got the answer of the first one. */
  isRepeated?: true;
  /** The flow got it again, because a person replayed it. */
  isReplay?: true;
}

/** An entry without its parameters and its answer: what a list shows. */
export type ActivityRow = Omit<ActivityEntry, 'params' | 'form' | 'answer' | 'url' | 'hint' | 'filteredOut'> & {
  /** Whether it can be replayed into the flow. */
  canReplay?: true;
  /** Whether no node took it because of filters. */
  isFilteredOut?: true;
};

/** What a new entry has. */
export type NewEntry = Omit<ActivityEntry, 'id' | 'at'>;
