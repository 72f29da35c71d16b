import { startStream } from '../streams/live-stream';
import { MAX_PARAMETER_LENGTH, streamConflict, STREAM_TRACKS, type StreamOptions } from '../streams/options';
import { streamUrl } from '../streams/url';
import { urlAttribute, warn } from '../attributes';
import { childElements } from '../twiml-response';
import { addTranscriptLine } from '../call';
import type { FormPairs } from '../../model/webhooks';
import type { XmlElement } from '../../model/twiml';
import type { LiveStream } from '../../model/live-media';
import type { DocumentSource, VerbStep } from '../../model/context';

/**
 * Starts the `<Stream>` of a `<Start>` or `<Connect>`.
 * https://www.twilio.com/docs/voice/twiml/stream
 *
 * @returns undefined when it is not possible, with a warning in the log
 */
export function startStreamNoun(
  { context, call, source, element }: VerbStep,
  within: 'Start' | 'Connect',
  onEnd?: () => void,
): LiveStream | undefined {
  addTranscriptLine(context, call, 'flow', within, 'Stream');
  const options = readStream(source, element, within === 'Connect');
  if (options === undefined) return undefined;
  const conflict = streamConflict(call, options);
  if (conflict === undefined) return startStream(context, call, options, onEnd);
  warn(source, `${conflict}; <Stream> is skipped`);
  return undefined;
}

function readStream(source: DocumentSource, element: XmlElement, bidirectional: boolean): StreamOptions | undefined {
  const { url: given = '', name, track = 'inbound_track' } = element.attributes;
  const streamAddress = streamUrl(given, source.url);
  if ('problem' in streamAddress) {
    source.line?.error(streamAddress.problem);
    return undefined;
  }
  if (streamAddress.hadQuery)
    warn(source, 'url of <Stream> must not have a query; the query is removed, use <Parameter> instead');
  const tracks = Object.hasOwn(STREAM_TRACKS, track) ? STREAM_TRACKS[track] : undefined;
  if (tracks === undefined || (bidirectional && track !== 'inbound_track')) {
    // The page calls it an error, but does not say that there is no stream then: https://www.twilio.com/docs/api/errors/31941
    source.line?.error(
      `31941: Stream - Invalid Track configuration: "${track.slice(0, 50)}" in <${bidirectional ? 'Connect' : 'Start'}>`,
    );
    return undefined;
  }
  return {
    url: streamAddress.url,
    name: name === '' ? undefined : name,
    tracks: [...tracks],
    bidirectional,
    // Twilio accepts absolute URLs only.
    callback: urlAttribute({ ...source, url: '' }, element, 'statusCallback', 'statusCallbackMethod'),
    parameters: parametersOf(source, element),
  };
}

function parametersOf(source: DocumentSource, element: XmlElement): FormPairs {
  return childElements(element, source).flatMap((noun): FormPairs => {
    const { name = '', value = '' } = noun.attributes;
    if (noun.name !== 'Parameter') warn(source, `<${noun.name}> is not a noun of <Stream>; it is skipped`);
    else if (name === '') warn(source, 'a <Parameter> without a name is skipped');
    else if (name.length + value.length >= MAX_PARAMETER_LENGTH) {
      warn(
        source,
        `<Parameter> "${name.slice(0, 50)}" has ${String(MAX_PARAMETER_LENGTH)} characters or more; it is skipped`,
      );
    } else return [[name, value]];
    return [];
  });
}
