import { urlAttribute, booleanAttribute, integerAttribute, warn } from '../attributes';
import { dialConference } from './dial-conference';
import { dialParties } from './dial-parties';
import { dialQueue } from './dial-queue';
import { readDialRecording } from './dial-recording';
import { postWebhook, requestTwiml } from '../run-twiml';
import { childElements } from '../twiml-response';
import { markAnswered } from '../call-status';
import type { FormPairs } from '../../model/webhooks';
import type { Activity } from '../../model/call-records';
import type { VerbStep } from '../../model/context';
import type { DialContext, DialResult } from './dial-context';

/**
 * Connects the call with the first party that answers, with a call in a queue, or with a conference. Then requests `action`
 * with the result, or continues with the next verb. The action is also requested after a hang-up, and when a REST request has
 * replaced the document. Its response is ignored then.
 *
 * https://www.twilio.com/docs/voice/twiml/dial and
 * https://www.twilio.com/changelog/changes-to-dial-behavior-for-enhanced-programmable-sip-feature-accounts
 */
export function dialVerb(step: VerbStep, next: () => void): Activity | undefined {
  const { context, call, source, element } = step;
  const action = urlAttribute(source, element, 'action', 'method');
  if (!booleanAttribute(source, element, 'answerOnBridge', false)) markAnswered(context, call);
  const recording = readDialRecording(step);
  const dialling: DialContext = {
    timeoutMs: integerAttribute(source, element, 'timeout', 30, [1, 600]) * 1000,
    timeLimitMs: integerAttribute(source, element, 'timeLimit', 14_400, [1, 86_400]) * 1000,
    hangsUpOnStar: booleanAttribute(source, element, 'hangupOnStar', false),
    // Described in the types of Twilio's SDK.
    isSequential: booleanAttribute(source, element, 'sequential', false),
    ringing() {
      recording.ringing();
    },
    bridge(other) {
      markAnswered(context, call);
      return recording.bridge(other);
    },
    finish(result) {
      if (action === undefined) next();
      else requestTwiml(context, call, action, actionParams(result));
    },
    skip: next,
    replaced(result) {
      if (action !== undefined) postWebhook(context, call, action, actionParams(result));
    },
  };
  const nouns = childElements(element, undefined);
  // One room or queue. The page does not say what happens to further nouns.
  const room = nouns.find(({ name }) => name === 'Queue' || name === 'Conference');
  if (room === undefined) return dialParties(step, dialling);
  if (nouns.length > 1) warn(source, `<Dial> connects with the <${room.name}> only; its other nouns are skipped`);
  return room.name === 'Queue'
    ? dialQueue({ ...step, element: room }, dialling)
    : dialConference({ ...step, element: room }, dialling);
}

/** https://www.twilio.com/docs/voice/twiml/dial#request-parameters */
function actionParams({ status, isBridged, sid, seconds, recording, queue = [] }: DialResult): FormPairs {
  const about: [string, string][] = [
    ['DialCallStatus', status],
    ['DialBridged', String(isBridged)],
  ];
  if (sid !== undefined) about.push(['DialCallSid', sid]);
  if (seconds !== undefined) about.push(['DialCallDuration', String(seconds)]);
  return [...about, ...queue, ...(recording?.params() ?? [])];
}
