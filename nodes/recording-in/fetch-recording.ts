import type { Account } from '../../lib/account/account';
import { TwilioError } from '../../lib/errors/twilio-error';
import { fetchFile, progressText, type Fetched, type FetchFields, type FetchMode } from '../../lib/node-red/files';
import type { NodeMessage } from '../../lib/node-red/red';
import type { Preparation } from '../../lib/node-red/trigger';

/** The download properties of a `recording-in` node, as Node-RED stores them. */
export interface RecordingFetchFields extends FetchFields {
  fetchAudio?: FetchMode;
  format?: 'mp3' | 'wav';
  /** `dual`: one channel for each side, when it was recorded with two channels. */
  channels?: 'mono' | 'dual';
  /** Deletes the recording at Twilio after the download. */
  deleteAfter?: boolean;
}

/** The URL of a recording's audio. https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file */
export function audioUrl(url: string, format: 'mp3' | 'wav', channels: 'mono' | 'dual'): string {
  const bare = url.replace(/\.(?:json|mp3|wav)$/, '');
  return `${bare}.${format}${channels === 'dual' ? '?RequestedChannels=2' : ''}`;
}

/**
 * Downloads the audio of a completed recording into the payload. Afterwards it deletes the recording at Twilio, if the node is
 * set to. When that fails, the message is still sent, with a warning.
 */
export function fetchRecording({
  event,
  fields,
  account,
  progress,
  warn,
}: Preparation<'recording', RecordingFetchFields>): Promise<Partial<NodeMessage>> | undefined {
  const { fetchAudio } = fields;
  if (event.url === undefined || event.status !== 'completed') return undefined;
  if (fetchAudio !== 'buffer' && fetchAudio !== 'file') return undefined;
  return fetchChannels(fetchAudio, event.url, { event, fields, account, progress, warn }).then(async (file) => {
    if (fields.deleteAfter === true) await deleteRecording(account, event.recordingSid).catch(warn);
    return { payload: 'bytes' in file ? file.bytes : file.file, contentType: file.contentType };
  });
}

/** Downloads the audio: with one channel, and a warning, when the node asks for two and the recording has only one. */
async function fetchChannels(
  mode: 'buffer' | 'file',
  url: string,
  { event, fields, account, progress, warn }: Preparation<'recording', RecordingFetchFields>,
): Promise<Fetched> {
  const { format = 'mp3', channels = 'mono' } = fields;
  const fetchAs = (wanted: 'mono' | 'dual') => {
    const name = { sid: event.recordingSid, suffix: wanted === 'dual' ? '-dual' : '' };
    return fetchFile(account, mode, audioUrl(url, format, wanted), name, fields, (bytes, total) => {
      progress(progressText(bytes, total));
    });
  };
  const oneChannel = (reason: string) => {
    warn(new Error(`${event.recordingSid} was downloaded with one channel instead of two: ${reason}`));
    return fetchAs('mono');
  };
  if (channels !== 'dual') return fetchAs('mono');
  if (event.channels === 1) return oneChannel('it was recorded with one');
  try {
    return await fetchAs('dual');
  } catch (error) {
    // Twilio answers so when the recording has only one channel.
    // https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file
    if (error instanceof TwilioError && error.cause.status === 400) return oneChannel(error.message);
    throw error;
  }
}

/** Deletes a recording at Twilio. A recording that was deleted already is not an error. */
async function deleteRecording(account: Account, sid: string): Promise<void> {
  try {
    await account.request('REQUEST_FAILED', (client) => client.recordings(sid).remove());
  } catch (error) {
    if (!(error instanceof TwilioError && error.code === 'NOT_FOUND')) throw error;
  }
}
