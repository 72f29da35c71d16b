/** The server's responses. See `lib/activity/entry.ts` and `lib/admin/sidebar-*.ts`. */

/** A deployed account. */
export interface AccountInfo {
  id: string;
  name: string;
  environment: string;
  from: string;
}

/** A webhook, a request to Twilio, or a step of a call, as a list shows it. */
export interface Row {
  id: number;
  /** In milliseconds since 1970. */
  at: number;
  type: 'webhook' | 'request' | 'step';
  what: string;
  method?: string;
  from?: string;
  to?: string;
  sid?: string;
  /** The HTTP status. Absent while there is no answer. */
  status?: number;
  /** The time until the answer, in milliseconds. */
  ms?: number;
  /** The ids of the nodes that took it. */
  nodes?: string[];
  problem?: string;
  text?: string;
  isRepeated?: boolean;
  isReplay?: boolean;
  canReplay?: boolean;
  /** Whether no node took it because of filters. */
  isFilteredOut?: boolean;
}

/** A row with its details. */
export interface Entry extends Row {
  params?: Record<string, string | string[]>;
  answer?: string;
  url?: string;
  hint?: string;
  filteredOut?: { id: string; filter: string }[];
}

/** A live call in a flow of steps. */
export interface LiveCall {
  sid: string;
  from: string;
  to: string;
  direction: string;
  nodeId: string;
  isWaiting: boolean;
  /** The time from which on it waits, in milliseconds since 1970. */
  waitingSince?: number;
}

/** A live call at Twilio. */
export interface AccountCall {
  sid: string;
  from: string;
  to: string;
  direction: string;
  status: string;
  /** In milliseconds since 1970. */
  startedAt: number | null;
}

/** The length and the price of a message that was not sent. */
export interface Estimate {
  characters: number;
  encoding?: string;
  segments?: number;
  price?: { low: string; high: string; unit: string; country: string };
}

/** A message that was sent. */
export interface MessageState {
  sid: string;
  status: string;
  errorCode: number | null;
  errorMessage: string | null;
  price: string | null;
  priceUnit: string | null;
}

/** A webhook URL of a number, by its name in Twilio's API. */
export type Webhook = 'smsUrl' | 'voiceUrl' | 'statusCallback';

/** A number of the account. */
export interface NumberRow {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  capabilities: string[];
  webhooks: Record<Webhook, string>;
  /** The webhooks that are URLs of this account node. */
  own: Webhook[];
  overrides: Override[];
}

/** What makes Twilio ignore webhooks of a number. See `lib/setup/overrides.ts`. */
export interface Override {
  by: string;
  sid: string;
  name: string;
}

/** The numbers of an account. */
export interface Numbers {
  numbers: NumberRow[];
  /** Why the Messaging Services could not be read. */
  servicesProblem: string | null;
}

/** A choice of a list of the account. See `lib/admin/choices.ts`. */
export interface Choice {
  value: string;
  label: string;
}
