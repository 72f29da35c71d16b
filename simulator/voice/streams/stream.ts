import type { SimulatorContext } from '../../model/context';
import type { SimulatedStream } from '../../model/streams';
import type { StreamRecord } from '../../model/stream-records';

/** Creates a stream and publishes it. */
export function createStream(
  context: SimulatorContext,
  given: Pick<SimulatedStream, 'callSid' | 'url' | 'tracks' | 'bidirectional' | 'customParameters'>,
  name: string | undefined,
): StreamRecord {
  const now = new Date(context.timers.now()).toISOString();
  const sid = context.ids.sid('MZ');
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
  context.streams.add(record);
  touchStream(context, record);
  return record;
}

/** A copy as the state shows it. */
export function streamView({ view }: StreamRecord): SimulatedStream {
  return structuredClone(view);
}

/** Sets `dateUpdated` and publishes the stream. */
export function touchStream(context: SimulatorContext, record: StreamRecord): void {
  record.view.dateUpdated = new Date(context.timers.now()).toISOString();
  if (context.streams.get(record.sid) === record) context.publish({ type: 'stream', item: streamView(record) });
}
