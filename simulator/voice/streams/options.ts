import type { StreamTrack } from '../../model/streams';
import type { FormPairs } from '../../model/webhooks';
import type { WebhookAddress, CallRecord } from '../../model/call-records';

/** The options of a stream. https://www.twilio.com/docs/voice/twiml/stream */
export interface StreamOptions {
  /** `wss:`, without a query. */
  url: string;
  name: string | undefined;
  tracks: StreamTrack[];
  bidirectional: boolean;
  callback: WebhookAddress | undefined;
  parameters: FormPairs;
}

/** The values of `track`. */
export const STREAM_TRACKS: Readonly<Record<string, readonly StreamTrack[]>> = {
  inbound_track: ['inbound'],
  outbound_track: ['outbound'],
  both_tracks: ['inbound', 'outbound'],
};

/** Name and value together must be shorter. https://www.twilio.com/docs/voice/twiml/stream#parameter */
export const MAX_PARAMETER_LENGTH = 500;

const MAX_TRACKS = 4;

/** The reason why a call cannot have this stream with its other streams, if any. */
export function streamConflict(
  call: CallRecord,
  { name, tracks }: Pick<StreamOptions, 'name' | 'tracks'>,
): string | undefined {
  const live = [...call.streams].map(({ record }) => record.view);
  if (live.some((view) => view.name === name))
    return `the call already has a stream named "${String(name).slice(0, 50)}"`;
  const used = live.reduce((sum, view) => sum + view.tracks.length, 0);
  return used + tracks.length > MAX_TRACKS
    ? `a call has at most ${String(MAX_TRACKS)} stream tracks at a time`
    : undefined;
}
