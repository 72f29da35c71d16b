import { absolute } from '../../protocol/twiml';
import { methodOf } from '../attributes';
import { connect } from './connect';
import { dial } from './dial';
import { enqueue, leave } from './enqueue';
import { gather } from './gather';
import { ask, giveUp } from '../run-twiml';
import { note } from '../call';
import { start, stop } from './start';
import { endCall } from '../call-status';
import { record } from './record';
import { said, talk } from './say';
import type { Verb, VerbRules } from '../../model/context';

/** Documents that send a call around in circles, with nothing to hear, are stopped. */
const MAX_REDIRECTS = 20;

/** https://www.twilio.com/docs/voice/twiml/hangup */
const hangUp: Verb = ({ world, call }) => {
  note(world, call, 'flow', 'Hangup');
  endCall(world, call, 'completed');
  return undefined;
};

/** Turns a call away that rings; one that was answered already is not there to be rejected, and ends. */
const reject: Verb = ({ world, call, element }) => {
  const { reason = 'rejected' } = element.attributes;
  note(world, call, 'flow', 'Reject', reason);
  const isRinging = call.answeredAt === undefined;
  endCall(world, call, isRinging ? (reason === 'busy' ? 'busy' : 'no-answer') : 'completed');
  return undefined;
};

/** https://www.twilio.com/docs/voice/twiml/redirect */
const redirect: Verb = ({ world, call, source, element }) => {
  const text = said(element);
  const url = text === '' && source.url !== '' ? source.url : absolute(text, source.url);
  if (url === undefined) {
    source.line?.error(`11100: Invalid URL format in <Redirect>: "${text.slice(0, 100)}"`);
    giveUp(world, call);
    return undefined;
  }
  call.redirects += 1;
  if (call.redirects > MAX_REDIRECTS) {
    source.line?.error('11215: too many redirects');
    giveUp(world, call);
    return undefined;
  }
  note(world, call, 'flow', 'Redirect');
  ask(world, call, { url, method: methodOf(source, element, 'method') });
  return undefined;
};

/**
 * The verbs that the simulator obeys. Those that do not answer a call that rings: https://www.twilio.com/docs/voice/twiml
 */
export const VERBS: ReadonlyMap<string, VerbRules> = new Map([
  ['Say', { run: talk, answers: true }],
  ['Play', { run: talk, answers: true }],
  ['Pause', { run: talk, answers: false }],
  ['Gather', { run: gather, answers: true }],
  ['Record', { run: record, answers: true }],
  // Dial answers by itself, at once or when someone is there to be connected with.
  ['Dial', { run: dial, answers: false }],
  ['Enqueue', { run: enqueue, answers: true }],
  ['Leave', { run: leave, answers: false }],
  ['Start', { run: start, answers: true }],
  ['Stop', { run: stop, answers: true }],
  ['Connect', { run: connect, answers: true }],
  ['Hangup', { run: hangUp, answers: true }],
  ['Reject', { run: reject, answers: false }],
  ['Redirect', { run: redirect, answers: false }],
]);
