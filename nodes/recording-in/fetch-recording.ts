import type { Account } from '../../lib/account/account';
import { TwilioError } from '../../lib/errors/twilio-error';
import { fetchFile, progressText, type FetchFields, type FetchMode } from '../../lib/node-red/files';
import type { NodeMessage } from '../../lib/node-red/red';
import type { Preparation } from '../../lib/node-red/trigger';

/** How a recording trigger fetches the audio, as its node stores it. */
export interface RecordingFetchFields extends FetchFields {
  fetchAudio?: FetchMode;
  format?: 'mp3' | 'wav';
  /** `dual`: each side on a channel of its own, when it was recorded so. */
  channels?: 'mono' | 'dual';
  /** Delete the recording at Twilio, once it was fetched. */
  deleteAfter?: boolean;
}

/** The address of a recording's audio. https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file */
export function audioUrl(url: string, format: 'mp3' | 'wav', channels: 'mono' | 'dual'): string {
  const bare = url.replace(/\.(?:json|mp3|wav)$/, '');
  return `${bare}.${format}${channels === 'dual' ? '?RequestedChannels=2' : ''}`;
}

/**
 * Fetches the audio of a completed recording, puts it on the payload, and deletes it at Twilio when the node says so –
 * never before it is safely here. A failure to delete loses nothing: it is told beside the message.
 */
export function fetchRecording({
  event,
  fields,
  account,
  progress,
  warn,
}: Preparation<'recording', RecordingFetchFields>): Promise<Partial<NodeMessage>> | undefined {
  const { fetchAudio, format = 'mp3', channels = 'mono', deleteAfter } = fields;
  if (event.url === undefined || event.status !== 'completed') return undefined;
  if (fetchAudio !== 'buffer' && fetchAudio !== 'file') return undefined;
  const name = { sid: event.recordingSid, suffix: channels === 'dual' ? '-dual' : '' };
  const show = (bytes: number, total: number | undefined) => {
    progress(progressText(bytes, total));
  };
  return fetchFile(account, fetchAudio, audioUrl(event.url, format, channels), name, fields, show).then(
    async (file) => {
      if (deleteAfter === true) await deleteRecording(account, event.recordingSid).catch(warn);
      return { payload: 'bytes' in file ? file.bytes : file.file, contentType: file.contentType };
    },
  );
}

/** Deletes a recording at Twilio. One that is gone already is as good as deleted. */
async function deleteRecording(account: Account, sid: string): Promise<void> {
  try {
    await account.request('REQUEST_FAILED', (client) => client.recordings(sid).remove());
  } catch (error) {
    if (!(error instanceof TwilioError && error.code === 'NOT_FOUND')) throw error;
  }
}
