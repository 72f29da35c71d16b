import { messageEvent, type MessageEvent } from './message';
import { messageStatusEvent, type MessageStatusEvent } from './message-status';
import type { Params } from './params';

/** Every event that Twilio posts, by the kind under which a trigger subscribes to it. */
export interface EventOf {
  message: MessageEvent;
  'message-status': MessageStatusEvent;
}

export type Kind = keyof EventOf;
export type TwilioEvent = EventOf[Kind];

/** What the way in has to know of a kind; everything else about it stays with its event. */
export interface KindRules<K extends Kind> {
  /** The typed event of a webhook's parameters. */
  parse(params: Params): EventOf[K];
  /** The SID under which an open answer is found again; `undefined` for events that take no answer. */
  openSid?(event: EventOf[K]): string;
  /**
   * What makes two deliveries the same delivery. A message has several statuses, so its SID alone would lose all but
   * the first. `undefined` when the request does not tell, so that it is no event.
   */
  identity(event: EventOf[K]): string | undefined;
}

/** The kinds, named as their webhook's path under the account: `<publicUrl><path>/<kind>`. */
export const kinds: { readonly [K in Kind]: KindRules<K> } = {
  message: {
    parse: messageEvent,
    openSid: (event) => event.messageSid,
    identity: (event) => event.messageSid || undefined,
  },
  'message-status': {
    parse: messageStatusEvent,
    identity: (event) => (event.messageSid === '' ? undefined : `${event.messageSid} ${event.status}`),
  },
};

/** Whether a webhook path names a kind of event that this version knows. */
export function isKind(name: string): name is Kind {
  return Object.hasOwn(kinds, name);
}
