import { API_VERSION, type SimulatorContext } from '../../model/context';
import { createTranscription, touchTranscription } from './recording';
import type { FormPairs } from '../../model/webhooks';
import type { WebhookAddress, CallRecord } from '../../model/call-records';
import type { LiveTranscription } from '../../model/live-media';

/** The options of a real-time transcription. https://www.twilio.com/docs/voice/twiml/transcription */
export interface RealTimeOptions {
  name: string | undefined;
  callback: WebhookAddress | undefined;
  track: 'inbound_track' | 'outbound_track' | 'both_tracks';
  language: string;
  partialResults: boolean;
  engine: string;
}

const MAX_LINES = 200;

/** Starts a real-time transcription of a call. Sends each utterance to the callback, in order. */
export function startTranscription(
  context: SimulatorContext,
  call: CallRecord,
  options: RealTimeOptions,
): LiveTranscription {
  const { name, callback, track, language, partialResults, engine } = options;
  const record = createTranscription(context, { callSid: call.sid, recordingSid: null, type: 'real-time' });
  const lines: string[] = [];
  let sequence = 0;
  let posted = Promise.resolve();

  const post = (event: string, more: FormPairs): void => {
    if (callback === undefined) return;
    sequence += 1;
    const params: FormPairs = [
      ['AccountSid', context.accountSid],
      ['ApiVersion', API_VERSION],
      ['CallSid', call.sid],
      ['TranscriptionSid', record.sid],
      ['TranscriptionEvent', `transcription-${event}`],
      ['LanguageCode', language],
      ['SequenceId', String(sequence)],
      ['Timestamp', new Date(context.timers.now()).toISOString()],
      ...more,
    ];
    posted = posted.then(async () => {
      await context.sender.send({ ...callback, params });
    });
    context.track(posted);
  };
  const content = (from: string, transcript: string, isFinal: boolean): void => {
    const fraction = context.ids.fraction(`confidence ${record.sid} ${transcript}`);
    const data = isFinal ? { transcript, confidence: Number((0.8 + 0.19 * fraction).toFixed(6)) } : { transcript };
    post('content', [
      ['Track', from],
      ['Final', String(isFinal)],
      ...(isFinal ? [] : ([['Stability', '0.5']] as const)),
      ['TranscriptionData', JSON.stringify(data)],
    ]);
  };
  const isHeard = (from: string, text: string): boolean =>
    call.transcriptions.has(live) && text !== '' && (track === 'both_tracks' || track === from);

  const live: LiveTranscription = {
    record,
    name,
    partial(from, text) {
      if (!partialResults || !isHeard(from, text)) return;
      const words = text.split(' ');
      content(from, words.slice(0, Math.ceil(words.length / 2)).join(' '), false);
    },
    final(from, text) {
      if (!isHeard(from, text)) return;
      content(from, text, true);
      lines.push(text);
      if (lines.length > MAX_LINES) lines.shift();
      record.view.text = lines.join('\n');
      touchTranscription(context, record);
    },
    stop() {
      if (!call.transcriptions.delete(live)) return;
      record.view.status = 'stopped';
      touchTranscription(context, record);
      post('stopped', []);
    },
  };
  call.transcriptions.add(live);
  post('started', [
    ['Track', track],
    ['Name', name ?? ''],
    ['PartialResults', String(partialResults)],
    ['TranscriptionEngine', engine],
    ['InboundTrackLabel', 'inbound_track'],
    ['OutboundTrackLabel', 'outbound_track'],
    ['ProviderConfiguration', '{}'],
  ]);
  return live;
}
