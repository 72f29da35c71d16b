import { addressFilter } from './address-filter';
import type { CallEvent, CallStatusEvent } from './call';
import type { ConferenceStatusEvent, SiprecStatusEvent, StreamStatusEvent } from './call-media';
import {
  directionFilter,
  durationFilter,
  errorFilter,
  kindFilter,
  mediaFilter,
  profileFilter,
  statusFilter,
  type DirectionMatch,
  type KindMatch,
  type MediaMatch,
} from './field-filters';
import type { Predicate } from './filter-field';
import type { MessageEvent } from './message';
import type { MessageStatusEvent } from './message-status';
import type { RecordingEvent } from './recording';
import { callStatusOrder, messageStatusOrder } from './status-order';
import { textFilter, type TextMatch } from './text-filter';
import type { TranscriptionEvent } from './transcription';

/** Which events a subscriber wants. */
export interface Filter<E> {
  accepts: Predicate<E>;
  /** The only addresses that an accepted event can have in this field. Subscribers are looked up by them. */
  index?: { field: 'from' | 'to'; addresses: readonly string[] };
  /** The SID of a call whose addresses decide about an accepted event, and have to be looked up. */
  callToLookUp?(event: E): string | undefined;
}

/** The address filters of a node, as Node-RED stores them. */
export interface AddressFields {
  filterFrom?: string;
  filterTo?: string;
}

type Conditions<E> = (Predicate<E> | undefined)[];

/** Accepts what all conditions accept. An absent condition accepts everything. */
function all<E>(conditions: Conditions<E>): Predicate<E> {
  const wanted = conditions.filter((condition) => condition !== undefined);
  return (event) => wanted.every((condition) => condition(event));
}

/** A condition on one property of an event. */
function on<E, V>(predicate: Predicate<V> | undefined, property: (event: E) => V): Predicate<E> | undefined {
  return predicate && ((event) => predicate(property(event)));
}

/** Combines the address filters with other conditions. Has an index when the addresses have no wildcards. */
function withAddresses<E extends { from?: string; to?: string }>(
  fields: AddressFields,
  more: Conditions<E>,
): Filter<E> {
  const from = addressFilter('filterFrom', fields.filterFrom);
  const to = addressFilter('filterTo', fields.filterTo);
  const accepts = all<E>([
    on(to?.accepts, (event) => event.to ?? ''),
    on(from?.accepts, (event) => event.from ?? ''),
    ...more,
  ]);
  if (to?.exact) return { accepts, index: { field: 'to', addresses: to.exact } };
  if (from?.exact) return { accepts, index: { field: 'from', addresses: from.exact } };
  return { accepts };
}

/** The filter fields of a message trigger, as Node-RED stores them. */
export interface MessageFilterFields extends AddressFields {
  filterBody?: string;
  filterBodyMatch?: TextMatch;
  filterMedia?: MediaMatch;
  filterProfile?: string;
}

/**
 * The filter of a message trigger.
 * @throws {FilterError} for the first field that is not valid, like all functions of this file
 */
export function messageFilter(fields: MessageFilterFields): Filter<MessageEvent> {
  return withAddresses<MessageEvent>(fields, [
    mediaFilter('filterMedia', fields.filterMedia ?? 'any'),
    on(profileFilter('filterProfile', fields.filterProfile), (event) => event.profileName),
    on(textFilter('filterBody', fields.filterBody, fields.filterBodyMatch ?? 'contains'), (event) => event.body),
  ]);
}

/** The filter fields of a message status trigger. */
export interface MessageStatusFilterFields extends AddressFields {
  filterStatus?: string[];
  filterError?: string;
  /** Whether to filter out a status that comes after a later one of the same message. */
  inOrder?: boolean;
}

/** The filter of a message status trigger. */
export function messageStatusFilter(fields: MessageStatusFilterFields): Filter<MessageStatusEvent> {
  const order = fields.inOrder === true ? messageStatusOrder() : undefined;
  return withAddresses<MessageStatusEvent>(fields, [
    // First, because the order must see every status, also those that another condition filters out.
    order && ((event) => order(event.messageSid, event.status)),
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
    on(errorFilter('filterError', fields.filterError), (event) => event.errorCode),
  ]);
}

/** The filter of an incoming call trigger. */
export function callFilter(fields: AddressFields): Filter<CallEvent> {
  return withAddresses<CallEvent>(fields, []);
}

/** The filter fields of a call status trigger. Durations are in seconds. */
export interface CallStatusFilterFields extends AddressFields {
  filterStatus?: string[];
  filterKind?: KindMatch;
  filterDirection?: DirectionMatch;
  filterMinDuration?: number | string;
  filterMaxDuration?: number | string;
  inOrder?: boolean;
}

/**
 * The direction of a call. The result of asynchronous answering machine detection has none, but only outgoing calls have
 * such a result. https://www.twilio.com/docs/voice/answering-machine-detection#asyncamdstatuscallback
 */
const directionOf = ({ direction, answeredBy }: CallStatusEvent): string | undefined =>
  direction ?? (answeredBy === undefined ? undefined : 'outbound');

/** An event of a call status trigger. Only `call-status` has a direction, a duration and an order. */
export type AnyCallStatusEvent = CallStatusEvent | StreamStatusEvent | ConferenceStatusEvent | SiprecStatusEvent;

const callStatusOf = (event: AnyCallStatusEvent): CallStatusEvent | undefined =>
  event.event === 'call-status' ? event : undefined;

/** Whether the event is the result of asynchronous answering machine detection, which has no status. */
const isDetection = ({ answeredBy, raw }: CallStatusEvent): boolean =>
  answeredBy !== undefined && raw['CallStatus'] === undefined;

/** The filter of a call status trigger. */
export function callStatusFilter(fields: CallStatusFilterFields): Filter<AnyCallStatusEvent> {
  const order = fields.inOrder === true ? callStatusOrder() : undefined;
  const duration = durationFilter(
    { field: 'filterMinDuration', value: fields.filterMinDuration },
    { field: 'filterMaxDuration', value: fields.filterMaxDuration },
  );
  const inOrder = (event: CallStatusEvent | undefined): boolean =>
    // The result of a detection is not a status of the call, and may come after the call has ended.
    event === undefined || isDetection(event) || order?.(event.callSid, event.status) !== false;
  const direction = directionFilter('filterDirection', fields.filterDirection ?? 'any');
  return withAddresses<AnyCallStatusEvent>(fields, [
    // First, because the order must see every status, also those that another condition filters out.
    order && ((event) => inOrder(callStatusOf(event))),
    on(kindFilter('filterKind', fields.filterKind ?? 'any'), (event) => event.event),
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
    on(direction, (event) => {
      const status = callStatusOf(event);
      return status && directionOf(status);
    }),
    on(duration, (event) => callStatusOf(event)?.duration),
  ]);
}

/** An event that is about a call, whose addresses Twilio seldom sends. */
interface AboutCall {
  callSid?: string;
  from?: string;
  to?: string;
}

/** The call by which the addresses of an event can be looked up; `undefined` when they are known, or there is none. */
const callToLookUp = ({ callSid, from, to }: AboutCall): string | undefined =>
  from === undefined && to === undefined ? callSid : undefined;

/** Combines the address filters with other conditions. An event that lacks its addresses is accepted for the moment. */
function withCallAddresses<E extends AboutCall>(fields: AddressFields, more: Conditions<E>): Filter<E> {
  const addresses = withAddresses<E>(fields, []);
  const others = all(more);
  if (
    addressFilter('filterFrom', fields.filterFrom) === undefined &&
    addressFilter('filterTo', fields.filterTo) === undefined
  ) {
    return { accepts: others };
  }
  return {
    accepts: (event) => others(event) && (callToLookUp(event) !== undefined || addresses.accepts(event)),
    callToLookUp,
  };
}

/** The filter fields of a recording trigger. The duration is in seconds. */
export interface RecordingFilterFields extends AddressFields {
  filterStatus?: string[];
  filterMinDuration?: number | string;
}

/** The filter of a recording trigger. */
export function recordingFilter(fields: RecordingFilterFields): Filter<RecordingEvent> {
  return withCallAddresses<RecordingEvent>(fields, [
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
    on(durationFilter({ field: 'filterMinDuration', value: fields.filterMinDuration }), (event) => event.duration),
  ]);
}

/** The filter fields of a transcription trigger. */
export interface TranscriptionFilterFields extends AddressFields {
  filterStatus?: string[];
}

/** The filter of a transcription trigger. */
export function transcriptionFilter(fields: TranscriptionFilterFields): Filter<TranscriptionEvent> {
  return withCallAddresses<TranscriptionEvent>(fields, [
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
  ]);
}
