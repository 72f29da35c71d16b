import { absoluteUrl } from '../../protocol/twiml';
import { methodAttribute } from '../attributes';
import { connectVerb } from './connect';
import { dialVerb } from './dial';
import { enqueueVerb, leaveVerb } from './enqueue';
import { gatherVerb } from './gather';
import { requestTwiml, playError } from '../run-twiml';
import { addTranscriptLine } from '../call';
import { startVerb, stopVerb } from './start';
import { endCall } from '../call-status';
import { recordVerb } from './record';
import { textContent, sayVerb } from './say';
import type { VerbHandler, VerbDefinition } from '../../model/context';

/** The limit of consecutive Redirects without a verb that takes time. */
const MAX_REDIRECTS = 20;

/** https://www.twilio.com/docs/voice/twiml/hangup */
const hangupVerb: VerbHandler = ({ context, call }) => {
  addTranscriptLine(context, call, 'flow', 'Hangup');
  endCall(context, call, 'completed');
  return undefined;
};

/** Rejects a ringing call. An answered call ends. https://www.twilio.com/docs/voice/twiml/reject */
const rejectVerb: VerbHandler = ({ context, call, element }) => {
  const { reason = 'rejected' } = element.attributes;
  addTranscriptLine(context, call, 'flow', 'Reject', reason);
  const isRinging = call.answeredAt === undefined;
  endCall(context, call, isRinging ? (reason === 'busy' ? 'busy' : 'no-answer') : 'completed');
  return undefined;
};

/** https://www.twilio.com/docs/voice/twiml/redirect */
const redirectVerb: VerbHandler = ({ context, call, source, element }) => {
  const text = textContent(element);
  const url = text === '' && source.url !== '' ? source.url : absoluteUrl(text, source.url);
  if (url === undefined) {
    source.line?.error(`11100: Invalid URL format in <Redirect>: "${text.slice(0, 100)}"`);
    playError(context, call);
    return undefined;
  }
  call.redirects += 1;
  if (call.redirects > MAX_REDIRECTS) {
    source.line?.error('11215: too many redirects');
    playError(context, call);
    return undefined;
  }
  addTranscriptLine(context, call, 'flow', 'Redirect');
  requestTwiml(context, call, { url, method: methodAttribute(source, element, 'method') });
  return undefined;
};

/**
 * The supported verbs. The page says which of them do not answer a ringing call: https://www.twilio.com/docs/voice/twiml
 */
export const VERBS: ReadonlyMap<string, VerbDefinition> = new Map([
  ['Say', { run: sayVerb, answers: true }],
  ['Play', { run: sayVerb, answers: true }],
  ['Pause', { run: sayVerb, answers: false }],
  ['Gather', { run: gatherVerb, answers: true }],
  ['Record', { run: recordVerb, answers: true }],
  // Dial answers the call itself, at the start or at the connection.
  ['Dial', { run: dialVerb, answers: false }],
  ['Enqueue', { run: enqueueVerb, answers: true }],
  ['Leave', { run: leaveVerb, answers: false }],
  ['Start', { run: startVerb, answers: true }],
  ['Stop', { run: stopVerb, answers: true }],
  // Connect answers the call itself.
  ['Connect', { run: connectVerb, answers: false }],
  ['Hangup', { run: hangupVerb, answers: true }],
  ['Reject', { run: rejectVerb, answers: false }],
  ['Redirect', { run: redirectVerb, answers: false }],
]);
