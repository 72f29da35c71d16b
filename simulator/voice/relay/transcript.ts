import type { CallRecord } from '../../model/call-records';
import type { TranscriptLine } from '../../model/calls';
import type { SimulatorContext } from '../../model/context';
import { addTranscriptLine, endTranscriptLine, MAX_LINE_LENGTH, publishCall } from '../call';
import type { Utterance } from './speaker';

/** What an assistant says, in the transcript of the call. */
export interface RelayTranscript {
  /** An utterance begins. */
  started(utterance: Utterance): void;
  /** So much of the utterance was heard. */
  heard(text: string): void;
  /** The utterance is over. */
  played(): void;
  /** The person has interrupted the assistant. */
  interrupted(): void;
}

/** One line for each talk cycle. It grows with each word. */
export function createRelayTranscript(context: SimulatorContext, call: CallRecord): RelayTranscript {
  let line: TranscriptLine | undefined;
  /** The line of audio that is played now. */
  let audio: TranscriptLine | undefined;
  let cycle = -1;
  /** The text of the line before the current utterance. */
  let before = '';
  let piece = '';

  const publish = (): void => {
    publishCall(context, call);
  };

  return {
    started(utterance) {
      const { kind, text } = utterance;
      if (kind !== 'speech') {
        line = undefined;
        const added = addTranscriptLine(context, call, 'flow', kind === 'play' ? 'Play' : 'SendDigits', text);
        if (kind === 'play') audio = added;
        return;
      }
      before = line?.text ?? '';
      if (line === undefined || cycle !== utterance.cycle || before.length + text.length > MAX_LINE_LENGTH) {
        line = addTranscriptLine(context, call, 'flow', 'Say');
        cycle = utterance.cycle;
        before = '';
      }
      piece = before === '' ? text.trimStart() : text;
      line.upcoming = piece.trimEnd();
    },
    heard(text) {
      if (line === undefined) return;
      const heard = before === '' ? text.trimStart() : text;
      line.text = (before + heard).slice(0, MAX_LINE_LENGTH);
      const rest = piece.slice(heard.length).trimEnd();
      if (rest === '') delete line.upcoming;
      else line.upcoming = rest;
      publish();
    },
    played() {
      if (audio !== undefined) endTranscriptLine(context, call, audio);
      audio = undefined;
      if (line?.upcoming === undefined) return;
      delete line.upcoming;
      publish();
    },
    interrupted() {
      if (line === undefined) return;
      line.interrupted = true;
      line = undefined;
      publish();
    },
  };
}
