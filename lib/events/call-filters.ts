import type { CallEvent, CallStatusEvent } from './call';
import type { ConferenceStatusEvent, SiprecStatusEvent, StreamStatusEvent } from './call-media';
import { on, withAddresses, type AddressFields, type Filter } from './event-filter';
import {
  directionFilter,
  durationFilter,
  kindFilter,
  statusFilter,
  type DirectionMatch,
  type KindMatch,
} from './field-filters';
import { callStatusOrder } from './status-order';

/**
 * The filter of an incoming call trigger.
 * @throws {FilterError} for the first field that is not valid
 */
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

/**
 * The filter of a call status trigger.
 * @throws {FilterError} for the first field that is not valid
 */
export function callStatusFilter(fields: CallStatusFilterFields): Filter<AnyCallStatusEvent> {
  const order = fields.inOrder === true ? callStatusOrder() : undefined;
  const duration = durationFilter(
    { field: 'filterMinDuration', value: fields.filterMinDuration },
    { field: 'filterMaxDuration', value: fields.filterMaxDuration },
  );
  const inOrder = (event: CallStatusEvent | undefined): boolean =>
    // The result of a detection is not a status of the call, and may come after the call has ended.
    event === undefined || isDetection(event) || order?.(event.callSid, event.status) !== false;
  const direction = directionFilter('filterDirection', fields.filterDirection || 'any');
  return withAddresses<AnyCallStatusEvent>(fields, [
    // First, because the order must see every status, also those that another condition filters out.
    order && ((event) => inOrder(callStatusOf(event))),
    on(kindFilter('filterKind', fields.filterKind || 'any'), (event) => event.event),
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
    on(direction, (event) => {
      const status = callStatusOf(event);
      return status && directionOf(status);
    }),
    on(duration, (event) => callStatusOf(event)?.duration),
  ]);
}
