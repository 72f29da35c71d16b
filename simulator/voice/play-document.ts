import { absoluteUrl, TwimlError } from '../protocol/twiml';
import { methodAttribute, warn } from './attributes';
import { hasEnded } from './call';
import { childElements, readVoiceResponse } from './twiml-response';
import { textContent, sayVerb } from './verbs/say';
import type { SimulatorContext, DocumentSource } from '../model/context';
import type { CallRecord, WebhookAddress } from '../model/call-records';
import type { FormPairs, WebhookResult } from '../model/webhooks';
import type { XmlElement } from '../model/twiml';

/** A limit of the simulator only: documents in a row that are over at once. */
const MAX_SILENT_DOCUMENTS = 20;

/** What happens after a document. */
export interface PlaybackEnd {
  /** There is nothing more to play. */
  ended(): void;
  /** There is no valid document. */
  failed(message: string): void;
}

/**
 * Requests a document of Play, Say, Pause and Redirect and plays it to calls that do something else at the same time, such as
 * waiting in a conference. Their own documents go on.
 *
 * @param calls the calls that hear it, asked before each verb
 * @returns a function that stops it
 */
export function playDocument(
  context: SimulatorContext,
  calls: () => readonly CallRecord[],
  address: WebhookAddress,
  params: FormPairs,
  { ended, failed }: PlaybackEnd,
): () => void {
  let isStopped = false;
  let silentDocuments = 0;
  let stops: (() => void)[] = [];

  const request = (target: WebhookAddress): void => {
    const work = context.sender.send({ ...target, params }).then((result) => {
      if (!isStopped) read(target, result);
    });
    context.track(work);
  };
  const read = (target: WebhookAddress, result: WebhookResult): void => {
    if (!result.ok) {
      failed(`${String(result.code)}: ${result.message}`);
      return;
    }
    try {
      const source: DocumentSource = { url: result.url, method: target.method, line: result.line };
      const startedAt = context.timers.now();
      run(source, childElements(readVoiceResponse(result), source), startedAt);
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      result.line.error(`${String(error.code)}: ${error.message}`);
      failed(`${String(error.code)}: ${error.message}`);
    }
  };
  const run = (source: DocumentSource, [element, ...rest]: XmlElement[], startedAt: number): void => {
    if (isStopped) return;
    if (element === undefined) {
      ended();
      return;
    }
    const continuePlaying = (): void => {
      run(source, rest, startedAt);
    };
    switch (element.name) {
      case 'Play':
      case 'Say':
      case 'Pause':
        play(source, element, continuePlaying);
        return;
      case 'Redirect':
        redirect(source, element, startedAt);
        return;
      default:
        warn(source, `<${element.name}> is not allowed in this document; it is skipped`);
        continuePlaying();
    }
  };
  const play = (source: DocumentSource, element: XmlElement, done: () => void): void => {
    const listeners = calls().filter((call) => !hasEnded(call));
    stops = listeners.map(
      (call, index) => sayVerb({ context, call, source, element }, index === 0 ? done : () => undefined).stop,
    );
    if (listeners.length === 0) done();
  };
  const redirect = (source: DocumentSource, element: XmlElement, startedAt: number): void => {
    const text = textContent(element);
    const url = text === '' ? source.url : absoluteUrl(text, source.url);
    silentDocuments = context.timers.now() === startedAt ? silentDocuments + 1 : 0;
    if (url === undefined || silentDocuments > MAX_SILENT_DOCUMENTS) {
      const message = url === undefined ? '11100: Invalid URL format in <Redirect>' : '11215: too many redirects';
      source.line?.error(message);
      failed(message);
      return;
    }
    request({ url, method: methodAttribute(source, element, 'method') });
  };

  request(address);
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}
