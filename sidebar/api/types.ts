/** What the server answers. See `lib/activity/entry.ts` and `lib/admin/sidebar-*.ts`. */

export interface AccountInfo {
  id: string;
  name: string;
  environment: string;
  from: string;
}

export interface Row {
  id: number;
  at: number;
  type: 'webhook' | 'request' | 'step';
  what: string;
  method?: string;
  from?: string;
  to?: string;
  sid?: string;
  status?: number;
  ms?: number;
  nodes?: string[];
  problem?: string;
  text?: string;
  isRepeated?: boolean;
  isReplay?: boolean;
  canReplay?: boolean;
  /** Whether no node took it because of filters. */
  isFilteredOut?: boolean;
}

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
  since?: number;
}

/** A live call at Twilio. */
export interface AccountCall {
  sid: string;
  from: string;
  to: string;
  direction: string;
  status: string;
  startedAt: number | null;
}

export interface Estimate {
  characters: number;
  encoding?: string;
  segments?: number;
  price?: { low: string; high: string; unit: string; country: string };
}

export interface MessageState {
  sid: string;
  status: string;
  errorCode: number | null;
  errorMessage: string | null;
  price: string | null;
  priceUnit: string | null;
}

export type Webhook = 'smsUrl' | 'voiceUrl' | 'statusCallback';

export interface NumberRow {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  capabilities: string[];
  webhooks: Record<Webhook, string>;
  own: Webhook[];
  overrides: Override[];
}

/** What makes Twilio ignore webhooks of a number. See `lib/setup/overrides.ts`. */
export interface Override {
  by: string;
  sid: string;
  name: string;
}

export interface Numbers {
  numbers: NumberRow[];
  servicesProblem: string | null;
}

/** A choice of a list of the account. See `lib/admin/choices.ts`. */
export interface Choice {
  value: string;
  label: string;
}
