import type { SimulatorContext } from '../../model/context';
import type { SimulatedStream } from '../../model/streams';
import type { StreamRecord } from '../../model/stream-records';

/** Puts a new stream on the shelf and tells the subscribers. */
export function createStream(
  world: SimulatorContext,
  given: Pick<SimulatedStream, 'callSid' | 'url' | 'tracks' | 'bidirectional' | 'customParameters'>,
  name: string | undefined,
): StreamRecord {
  const now = new Date(world.timers.now()).toISOString();
  const sid = world.ids.sid('MZ');
  const record: StreamRecord = {
    sid,
    name,
    view: {
      sid,
      ...given,
      name: name ?? sid,
      status: 'in-progress',
      framesSent: 0,
      audioReceivedMs: 0,
      marks: 0,
      error: null,
      dateCreated: now,
      dateUpdated: now,
    },
  };
  world.streams.add(record);
  touchStream(world, record);
  return record;
}

/** A copy for the world outside. */
export function streamView({ view }: StreamRecord): SimulatedStream {
  return structuredClone(view);
}

/** Marks a stream as changed now and tells the subscribers. */
export function touchStream(world: SimulatorContext, record: StreamRecord): void {
  record.view.dateUpdated = new Date(world.timers.now()).toISOString();
  if (world.streams.get(record.sid) === record) world.changed({ type: 'stream', item: streamView(record) });
}
