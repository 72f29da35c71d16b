import { addressFilter } from './address-filter';
import { all, on, withAddresses, type AddressFields, type Conditions, type Filter } from './event-filter';
import { durationFilter, statusFilter } from './field-filters';
import type { RecordingEvent } from './recording';
import type { TranscriptionEvent } from './transcription';

/** An event that is about a call, whose addresses Twilio rarely sends. */
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

/**
 * The filter of a recording trigger.
 * @throws {FilterError} for the first field that is not valid
 */
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

/**
 * The filter of a transcription trigger.
 * @throws {FilterError} for the first field that is not valid
 */
export function transcriptionFilter(fields: TranscriptionFilterFields): Filter<TranscriptionEvent> {
  return withCallAddresses<TranscriptionEvent>(fields, [
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
  ]);
}
