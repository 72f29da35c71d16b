import { urlAttribute, warn } from '../attributes';
import { endCall, markAnswered } from '../call-status';
import { postWebhook, requestTwiml } from '../run-twiml';
import { childElements } from '../twiml-response';
import { ifCurrent } from '../call';
import { problemTitle } from '../relay/problems';
import { startRelayNoun } from './relay';
import { startStreamNoun } from './stream';
import type { Activity, WebhookAddress } from '../../model/call-records';
import type { FormPairs } from '../../model/webhooks';
import type { VerbHandler, VerbStep } from '../../model/context';
import type { XmlElement } from '../../model/twiml';

const NOUNS = new Set(['Stream', 'ConversationRelay']);

/**
 * Connects the call to the server of a bidirectional stream or of an assistant, until the server ends it. Then requests
 * `action`, or continues with the next verb. The action is also requested after a hang-up, and its response ignored.
 *
 * https://www.twilio.com/docs/voice/twiml/connect
 */
export const connectVerb: VerbHandler = (step, next) => {
  const { context, call, source, element } = step;
  // An assistant gets the status before the answer.
  const { status } = call.view;
  markAnswered(context, call);
  const action = urlAttribute(source, element, 'action', 'method');
  const [noun, ...further] = childElements(element, source).filter(({ name }) => {
    if (NOUNS.has(name)) return true;
    warn(source, `<${name}> in <Connect> is not supported; it is skipped`);
    return false;
  });
  if (noun === undefined) {
    next();
    return undefined;
  }
  if (further.length > 0) warn(source, `<Connect> has one <${noun.name}> only; the others are skipped`);
  return noun.name === 'Stream'
    ? connectStream(step, noun, action, next)
    : connectRelay({ ...step, element: noun }, status, action, next);
};

function connectStream(
  step: VerbStep,
  noun: XmlElement,
  action: WebhookAddress | undefined,
  next: () => void,
): Activity | undefined {
  const { context, call } = step;
  const params = (): FormPairs => (stream === undefined ? [] : [['StreamSid', stream.record.sid]]);
  const onStreamEnd = ifCurrent(call, () => {
    if (action === undefined) next();
    else requestTwiml(context, call, action, params());
  });
  const stream = startStreamNoun({ ...step, element: noun }, 'Connect', onStreamEnd);
  if (stream === undefined) {
    onStreamEnd();
    return undefined;
  }
  return {
    waitingFor: 'stream',
    stop() {
      stream.stop();
    },
    ended() {
      if (action !== undefined) postWebhook(context, call, action, params());
    },
    digit(key) {
      stream.digit(key);
    },
  };
}

function connectRelay(
  step: VerbStep,
  status: typeof step.call.view.status,
  action: WebhookAddress | undefined,
  next: () => void,
): Activity | undefined {
  const { context, call } = step;
  const continueCall = ifCurrent(call, (isFailed: boolean, params: FormPairs) => {
    if (action !== undefined) requestTwiml(context, call, action, params);
    // https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#limitations
    else if (isFailed) endCall(context, call, 'failed');
    else next();
  });
  const relay = startRelayNoun(step, status, (end) => {
    continueCall(end.status === 'failed', relay?.params() ?? []);
  });
  if (relay === undefined) {
    // There is no session, so there is no SessionId.
    continueCall(true, [
      ['SessionStatus', 'failed'],
      ['ErrorCode', '64102'],
      ['ErrorMessage', problemTitle(64102)],
    ]);
    return undefined;
  }
  return {
    waitingFor: 'conversation',
    stop() {
      relay.stop();
    },
    ended() {
      if (action !== undefined) postWebhook(context, call, action, relay.params());
    },
    digit(key) {
      relay.digit(key);
    },
    speech(text, ms) {
      relay.speech(text, ms);
    },
    speaking() {
      relay.speaking();
    },
  };
}
