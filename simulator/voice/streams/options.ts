import type { StreamTrack } from '../../model/streams';
import type { FormPairs } from '../../model/webhooks';
import type { WebhookAddress, CallRecord } from '../../model/call-records';

/** What a stream is asked to be. https://www.twilio.com/docs/voice/twiml/stream */
export interface StreamOptions {
  /** `wss:`, without a query. */
  url: string;
  name: string | undefined;
  tracks: StreamTrack[];
  bidirectional: boolean;
  callback: WebhookAddress | undefined;
  parameters: FormPairs;
}

/** The words for what a stream carries, and which sides of the call that is. */
export const STREAM_TRACKS: Readonly<Record<string, readonly StreamTrack[]>> = {
  inbound_track: ['inbound'],
  outbound_track: ['outbound'],
  both_tracks: ['inbound', 'outbound'],
};

/** Name and value of a parameter together have to be shorter. */
export const MAX_PARAMETER_LENGTH = 500;

const MAX_TRACKS = 4;

/** Why a call cannot have this stream beside those that it has; undefined when it can. */
export function streamConflict(
  call: CallRecord,
  { name, tracks }: Pick<StreamOptions, 'name' | 'tracks'>,
): string | undefined {
  const live = [...call.streams].map(({ record }) => record.view);
  if (live.some((view) => view.name === name))
    return `the call has a stream named "${String(name).slice(0, 50)}" already`;
  const used = live.reduce((sum, view) => sum + view.tracks.length, 0);
  return used + tracks.length > MAX_TRACKS
    ? `a call streams at most ${String(MAX_TRACKS)} tracks at a time`
    : undefined;
}
