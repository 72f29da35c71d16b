import { recordingEvents, startRecording } from '../recordings/live-recording';
import { startTranscription } from '../recordings/live-transcription';
import { addressOf, flag, warn, words } from '../attributes';
import { elementsOf } from '../run-twiml';
import { note } from '../call';
import { startOneStream } from './stream';
import type { Step, Verb } from '../../model/context';

const TRACKS = ['inbound_track', 'outbound_track', 'both_tracks'] as const;

/**
 * Begins what goes on beside the call: a recording of it, a transcription in real time, a stream of its audio.
 * https://www.twilio.com/docs/voice/twiml/start
 */
export const start: Verb = (step, next) => {
  for (const noun of elementsOf(step.element, step.source)) {
    if (noun.name === 'Recording') startOneRecording({ ...step, element: noun });
    else if (noun.name === 'Transcription') startOneTranscription({ ...step, element: noun });
    else if (noun.name === 'Stream') startOneStream({ ...step, element: noun }, 'Start');
    else warn(step.source, `<${noun.name}> within <Start> is not simulated; it is skipped`);
  }
  next();
  return undefined;
};

/** Ends it, by name. https://www.twilio.com/docs/voice/twiml/stop */
export const stop: Verb = ({ world, call, source, element }, next) => {
  for (const noun of elementsOf(element, source)) {
    const { name } = noun.attributes;
    note(world, call, 'flow', 'Stop', noun.name);
    if (noun.name === 'Recording') {
      for (const one of [...call.recordings]) if (one.name === name) one.complete();
    } else if (noun.name === 'Transcription') {
      for (const one of [...call.transcriptions]) if (one.name === name) one.stop();
    } else if (noun.name === 'Stream') {
      for (const one of [...call.streams]) if (one.record.view.name === name) one.stop();
    } else warn(source, `<${noun.name}> within <Stop> is not simulated; it is skipped`);
  }
  next();
  return undefined;
};

/** https://www.twilio.com/docs/voice/twiml/recording */
function startOneRecording({ world, call, source, element }: Step): void {
  const { channels, track, name } = element.attributes;
  const callback = addressOf(source, element, 'recordingStatusCallback', 'recordingStatusCallbackMethod');
  const events = words(source, element, 'recordingStatusCallbackEvent', recordingEvents, ['completed']);
  note(world, call, 'flow', 'Start', 'Recording');
  call.recorded = startRecording(world, call, {
    source: 'StartCallRecordingAPI',
    track: track === 'inbound' || track === 'outbound' ? track : 'both',
    // Two channels unless one is asked for.
    channels: channels === 'mono' || channels === 'single' ? 1 : 2,
    callback: callback && { ...callback, events },
    name,
  });
}

/** https://www.twilio.com/docs/voice/twiml/transcription */
function startOneTranscription({ world, call, source, element }: Step): void {
  const { track, name, languageCode, transcriptionEngine } = element.attributes;
  note(world, call, 'flow', 'Start', 'Transcription');
  startTranscription(world, call, {
    name,
    callback: addressOf(source, element, 'statusCallbackUrl', 'statusCallbackMethod'),
    track: TRACKS.find((one) => one === track) ?? 'both_tracks',
    language: languageCode ?? 'en-US',
    partialResults: flag(source, element, 'partialResults', false),
    engine: transcriptionEngine ?? 'google',
  });
}
