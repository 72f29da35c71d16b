import { urlAttribute, warn } from '../attributes';
import { postWebhook, requestTwiml } from '../run-twiml';
import { childElements } from '../twiml-response';
import { ifCurrent } from '../call';
import { startStreamNoun } from './stream';
import type { LiveStream } from '../../model/call-records';
import type { FormPairs } from '../../model/webhooks';
import type { VerbHandler } from '../../model/context';

/**
 * Connects the call to the server of a bidirectional stream, until the server closes the connection. Then requests
 * `action`, or continues with the next verb. The action is also requested after a hang-up, and its response ignored.
 *
 * https://www.twilio.com/docs/voice/twiml/connect
 */
export const connectVerb: VerbHandler = (step, next) => {
  const { context, call, source, element } = step;
  const action = urlAttribute(source, element, 'action', 'method');
  const [noun, ...further] = childElements(element, source).filter(({ name }) => {
    if (name === 'Stream') return true;
    warn(source, `<${name}> in <Connect> is not supported; it is skipped`);
    return false;
  });
  if (noun === undefined) {
    next();
    return undefined;
  }
  if (further.length > 0) warn(source, '<Connect> has one <Stream> only; the others are skipped');
  const onStreamEnd = ifCurrent(call, (stream: LiveStream | undefined) => {
    if (action === undefined) next();
    else requestTwiml(context, call, action, streamParams(stream));
  });
  const stream = startStreamNoun({ ...step, element: noun }, 'Connect', () => {
    onStreamEnd(stream);
  });
  if (stream === undefined) {
    onStreamEnd(undefined);
    return undefined;
  }
  return {
    stop() {
      stream.stop();
    },
    ended() {
      if (action !== undefined) postWebhook(context, call, action, streamParams(stream));
    },
    digit(key) {
      stream.digit(key);
    },
  };
};

function streamParams(stream: LiveStream | undefined): FormPairs {
  return stream === undefined ? [] : [['StreamSid', stream.record.sid]];
}
