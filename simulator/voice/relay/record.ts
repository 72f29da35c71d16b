import type { SimulatorContext } from '../../model/context';
import type { RelayRecord } from '../../model/relay-records';
import type { SimulatedRelay } from '../../model/relays';

/** Creates a session and publishes it. */
export function createRelay(
  context: SimulatorContext,
  given: Pick<SimulatedRelay, 'callSid' | 'url' | 'customParameters' | 'ttsLanguage' | 'transcriptionLanguage'>,
): RelayRecord {
  const createdAt = context.timers.now();
  const now = new Date(createdAt).toISOString();
  const sid = context.ids.sid('VX');
  const record: RelayRecord = {
    sid,
    createdAt,
    view: {
      sid,
      ...given,
      status: 'in-progress',
      speaking: false,
      prompts: 0,
      interruptions: 0,
      reconnections: 0,
      error: null,
      dateCreated: now,
      dateUpdated: now,
    },
  };
  context.relays.add(record);
  touchRelay(context, record);
  return record;
}

/** A copy as the state shows it. */
export function relayView({ view }: RelayRecord): SimulatedRelay {
  return structuredClone(view);
}

/** Sets `dateUpdated` and publishes the session. */
export function touchRelay(context: SimulatorContext, record: RelayRecord): void {
  record.view.dateUpdated = new Date(context.timers.now()).toISOString();
  if (context.relays.get(record.sid) === record) context.publish({ type: 'relay', item: relayView(record) });
}
