import { readRelay } from '../relay/read-options';
import { relayProblem } from '../relay/problems';
import { startRelay, type LiveRelay } from '../relay/session';
import { addTranscriptLine } from '../call';
import type { CallStatus } from '../../model/calls';
import type { VerbStep } from '../../model/context';
import type { RelayEnd } from '../../model/relay-records';
import { isUrl } from '../../core/is-url';

/**
 * Starts the `<ConversationRelay>` of a `<Connect>`.
 * https://www.twilio.com/docs/voice/twiml/connect/conversationrelay
 *
 * @param status the status of the call before the verb
 * @returns undefined when the URL cannot be connected to, with an error in the log
 */
export function startRelayNoun(
  { context, call, source, element }: VerbStep,
  status: CallStatus,
  onEnd: (end: RelayEnd) => void,
): LiveRelay | undefined {
  addTranscriptLine(context, call, 'flow', 'Connect', 'ConversationRelay');
  const options = readRelay(source, element);
  if (/^wss:\/\//i.test(options.url) && isUrl(options.url)) {
    return startRelay(context, call, options, status, onEnd);
  }
  source.line?.error(relayProblem(64102, `the URL must begin with wss://: "${options.url.slice(0, 100)}"`));
  return undefined;
}
