/** The nodes "recording in" and "transcription in" of an account whose REST requests the test answers. */
import { catcher, CREDENTIALS, real, REAL_CREDENTIALS, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postEvent, sid } from '../support/twilio';

interface Asked {
  method: string;
  uri: string;
}

/** Gives the tests of a `describe` flows of their own. */
export function useRecordingTriggers() {
  const scene = {} as { loaded: Loaded };
  afterEach(() => scene.loaded.unload());
  /** Starts with an account whose REST requests are answered here. */
  async function start(
    nodes: Parameters<typeof load>[0],
    answer: (request: Asked, count: number) => { statusCode: number; body: unknown } = () => ({
      statusCode: 204,
      body: '',
    }),
  ): Promise<Asked[]> {
    scene.loaded = await load([tab, real(), sink(), catcher, sink('caught'), ...nodes], REAL_CREDENTIALS);
    const asked: Asked[] = [];
    const { account } = scene.loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
    account.options['downloadRetryDelaysMs'] = [1, 1];
    account.options['transport'] = (request: Asked) => {
      asked.push(request);
      return Promise.resolve({ headers: { 'content-type': 'audio/mpeg' }, ...answer(request, asked.length) });
    };
    return asked;
  }
  const recording = (more: Record<string, string> = {}) =>
    postEvent(scene.loaded.url, 'recording', {
      RecordingSid,
      CallSid: sid('CA'),
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${CREDENTIALS.accountSid}/Recordings/${RecordingSid}`,
      RecordingStatus: 'completed',
      RecordingDuration: '12',
      RecordingChannels: '2',
      RecordingSource: 'RecordVerb',
      RecordingTrack: 'both',
      RecordingStartTime: 'Fri, 20 Nov 2026 12:00:00 +0000',
      ...more,
    });
  return Object.assign(scene, { start, recording });
}

/** The SID of the recording. */
export const RecordingSid = sid('RE');
