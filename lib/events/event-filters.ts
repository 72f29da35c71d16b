import type { CallEvent, CallStatusEvent } from './call';
import {
  directionFilter,
  durationFilter,
  errorFilter,
  profileFilter,
  statusFilter,
  type DirectionMatch,
} from './field-filters';
import { addressFilter, mediaFilter, textFilter, type MediaMatch, type Predicate, type TextMatch } from './filters';
import type { MessageEvent } from './message';
import type { MessageStatusEvent } from './message-status';
import { callStatusOrder, messageStatusOrder } from './status-order';
import type { RecordingEvent } from './recording';
import type { TranscriptionEvent } from './transcription';

/** Which events a subscriber wants. */
export interface Filter<E> {
  accepts: Predicate<E>;
  /** Addresses that an accepted event has, in `from` or `to`: events of other addresses need not be shown to it. */
  index?: { field: 'from' | 'to'; addresses: readonly string[] };
}

/** The filters over the two parties of a message or call, as a node stores them. */
export interface AddressFields {
  filterFrom?: string;
  filterTo?: string;
}

type Conditions<E> = (Predicate<E> | undefined)[];

/** All conditions together. The cheap ones come first; an absent one accepts everything. */
function all<E>(conditions: Conditions<E>): Predicate<E> {
  const wanted = conditions.filter((condition) => condition !== undefined);
  return (event) => wanted.every((condition) => condition(event));
}

/** A condition on one member of an event. */
function on<E, V>(predicate: Predicate<V> | undefined, member: (event: E) => V): Predicate<E> | undefined {
  return predicate && ((event) => predicate(member(event)));
}

/** The address filters and whatever else is asked for, with the index that exact addresses allow. */
function withAddresses<E extends { from: string; to: string }>(fields: AddressFields, more: Conditions<E>): Filter<E> {
  const from = addressFilter('filterFrom', fields.filterFrom);
  const to = addressFilter('filterTo', fields.filterTo);
  const accepts = all<E>([on(to?.accepts, (event) => event.to), on(from?.accepts, (event) => event.from), ...more]);
  if (to?.exact) return { accepts, index: { field: 'to', addresses: to.exact } };
  if (from?.exact) return { accepts, index: { field: 'from', addresses: from.exact } };
  return { accepts };
}

/** The filter fields of a message trigger, as its node stores them. */
export interface MessageFilterFields extends AddressFields {
  filterBody?: string;
  filterBodyMatch?: TextMatch;
  filterMedia?: MediaMatch;
  filterProfile?: string;
}

/**
 * The filter that a message trigger's fields describe.
 * @throws {FilterError} naming the first field that is wrong, as all of these do
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
  /** Turns away a status that comes after a later one of the same message. */
  inOrder?: boolean;
}

/** The filter that a message status trigger's fields describe. */
export function messageStatusFilter(fields: MessageStatusFilterFields): Filter<MessageStatusEvent> {
  const order = fields.inOrder === true ? messageStatusOrder() : undefined;
  return withAddresses<MessageStatusEvent>(fields, [
    // First, because it has to hear of every status, also of those that another condition turns away.
    order && ((event) => order(event.messageSid, event.status)),
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
    on(errorFilter('filterError', fields.filterError), (event) => event.errorCode),
  ]);
}

/** The filter that an incoming call trigger's fields describe. */
export function callFilter(fields: AddressFields): Filter<CallEvent> {
  return withAddresses<CallEvent>(fields, []);
}

/** The filter fields of a call status trigger; durations in seconds. */
export interface CallStatusFilterFields extends AddressFields {
  filterStatus?: string[];
  filterDirection?: DirectionMatch;
  filterMinDuration?: number | string;
  filterMaxDuration?: number | string;
  inOrder?: boolean;
}

/**
 * Which way a call goes. The result of asynchronous answering machine detection does not say so, but only calls that go
 * out have one. https://www.twilio.com/docs/voice/answering-machine-detection#asyncamdstatuscallback
 */
const directionOf = ({ direction, answeredBy }: CallStatusEvent): string | undefined =>
  direction ?? (answeredBy === undefined ? undefined : 'outbound');

/** Whether it is the result of asynchronous answering machine detection, which has no status of its own. */
const isDetection = ({ answeredBy, raw }: CallStatusEvent): boolean =>
  answeredBy !== undefined && raw['CallStatus'] === undefined;

/** The filter that a call status trigger's fields describe. */
export function callStatusFilter(fields: CallStatusFilterFields): Filter<CallStatusEvent> {
  const order = fields.inOrder === true ? callStatusOrder() : undefined;
  const duration = durationFilter(
    { field: 'filterMinDuration', value: fields.filterMinDuration },
    { field: 'filterMaxDuration', value: fields.filterMaxDuration },
  );
  return withAddresses<CallStatusEvent>(fields, [
    // What listens at the other end is no step of the call: it may be known after the call has ended.
    order && ((event) => isDetection(event) || order(event.callSid, event.status)),
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
    on(directionFilter('filterDirection', fields.filterDirection ?? 'any'), directionOf),
    on(duration, (event) => event.duration),
  ]);
}

/** The filter fields of a recording trigger; the duration in seconds. */
export interface RecordingFilterFields {
  filterStatus?: string[];
  filterMinDuration?: number | string;
}

/** The filter that a recording trigger's fields describe. */
export function recordingFilter(fields: RecordingFilterFields): Filter<RecordingEvent> {
  return {
    accepts: all<RecordingEvent>([
      on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
      on(durationFilter({ field: 'filterMinDuration', value: fields.filterMinDuration }), (event) => event.duration),
    ]),
  };
}

/** The filter that a transcription trigger's fields describe. */
export function transcriptionFilter(fields: { filterStatus?: string[] }): Filter<TranscriptionEvent> {
  return {
    accepts: all<TranscriptionEvent>([on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status)]),
  };
}
