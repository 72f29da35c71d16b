import { addressOf, warn } from '../attributes';
import { ask, elementsOf } from '../run-twiml';
import { guarded } from '../call';
import { startOneStream } from './stream';
import type { LiveStream } from '../../model/call-records';
import type { Verb } from '../../model/context';

/**
 * Hands the call over to a server of a bidirectional stream, until that closes the connection. Then `action` is asked;
 * without one, the next verb's turn has come.
 *
 * https://www.twilio.com/docs/voice/twiml/connect
 */
export const connect: Verb = (step, next) => {
  const { world, call, source, element } = step;
  const action = addressOf(source, element, 'action', 'method');
  const [noun, ...further] = elementsOf(element, source).filter(({ name }) => {
    if (name === 'Stream') return true;
    warn(source, `<${name}> within <Connect> is not simulated; it is skipped`);
    return false;
  });
  if (noun === undefined) {
    next();
    return undefined;
  }
  if (further.length > 0) warn(source, '<Connect> takes one <Stream>; the others are skipped');
  const goOn = guarded(call, (stream: LiveStream | undefined) => {
    if (action === undefined) next();
    else ask(world, call, action, stream === undefined ? [] : [['StreamSid', stream.record.sid]]);
  });
  const stream = startOneStream({ ...step, element: noun }, 'Connect', () => {
    goOn(stream);
  });
  if (stream === undefined) {
    goOn(undefined);
    return undefined;
  }
  return {
    stop() {
      stream.stop();
    },
    digit(key) {
      stream.digit(key);
    },
  };
};
