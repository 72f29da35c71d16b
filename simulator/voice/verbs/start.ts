import { RECORDING_EVENTS, startRecording } from '../recordings/live-recording';
import { startTranscription } from '../recordings/live-transcription';
import { urlAttribute, booleanAttribute, warn, listAttribute } from '../attributes';
import { childElements } from '../twiml-response';
import { addTranscriptLine } from '../call';
import { startStreamNoun } from './stream';
import type { VerbStep, VerbHandler } from '../../model/context';

const TRACKS = ['inbound_track', 'outbound_track', 'both_tracks'] as const;

/**
 * Starts a recording, a real-time transcription or a stream of the call.
 * https://www.twilio.com/docs/voice/twiml/start
 */
export const startVerb: VerbHandler = (step, next) => {
  for (const noun of childElements(step.element, step.source)) {
    if (noun.name === 'Recording') startRecordingNoun({ ...step, element: noun });
    else if (noun.name === 'Transcription') startTranscriptionNoun({ ...step, element: noun });
    else if (noun.name === 'Stream') startStreamNoun({ ...step, element: noun }, 'Start');
    else warn(step.source, `<${noun.name}> in <Start> is not supported; it is skipped`);
  }
  next();
  return undefined;
};

/** Stops a recording, transcription or stream by name. https://www.twilio.com/docs/voice/twiml/stop */
export const stopVerb: VerbHandler = ({ context, call, source, element }, next) => {
  for (const noun of childElements(element, source)) {
    const { name } = noun.attributes;
    addTranscriptLine(context, call, 'flow', 'Stop', noun.name);
    if (noun.name === 'Recording') {
      for (const one of [...call.recordings]) if (one.name === name) one.complete();
    } else if (noun.name === 'Transcription') {
      for (const one of [...call.transcriptions]) if (one.name === name) one.stop();
    } else if (noun.name === 'Stream') {
      for (const one of [...call.streams]) if (one.record.view.name === name) one.stop();
    } else warn(source, `<${noun.name}> in <Stop> is not supported; it is skipped`);
  }
  next();
  return undefined;
};

/** https://www.twilio.com/docs/voice/twiml/recording */
function startRecordingNoun({ context, call, source, element }: VerbStep): void {
  const { channels, track, name } = element.attributes;
  const callback = urlAttribute(source, element, 'recordingStatusCallback', 'recordingStatusCallbackMethod');
  const events = listAttribute(source, element, 'recordingStatusCallbackEvent', RECORDING_EVENTS, ['completed']);
  addTranscriptLine(context, call, 'flow', 'Start', 'Recording');
  call.lastRecording = startRecording(context, call, {
    // The REST resource has no `source` for recordings from TwiML. Others have seen `StartCallRecordingTwiML` in callbacks, but
    // no page contains it: https://www.twilio.com/docs/voice/twiml/recording
    source: 'StartCallRecordingAPI',
    callbackSource: 'StartCallRecordingTwiML',
    track: track === 'inbound' || track === 'outbound' ? track : 'both',
    // Default: two channels.
    channels: channels === 'mono' || channels === 'single' ? 1 : 2,
    callback: callback && { ...callback, events },
    name,
  });
}

/** https://www.twilio.com/docs/voice/twiml/transcription */
function startTranscriptionNoun({ context, call, source, element }: VerbStep): void {
  const { track, name, languageCode, transcriptionEngine } = element.attributes;
  addTranscriptLine(context, call, 'flow', 'Start', 'Transcription');
  startTranscription(context, call, {
    name,
    callback: urlAttribute(source, element, 'statusCallbackUrl', 'statusCallbackMethod'),
    track: TRACKS.find((one) => one === track) ?? 'both_tracks',
    language: languageCode ?? 'en-US',
    partialResults: booleanAttribute(source, element, 'partialResults', false),
    engine: transcriptionEngine ?? 'google',
  });
}
