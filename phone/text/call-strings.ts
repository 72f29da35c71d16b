import type english from '../../locales/en-US/phone.json';
import { template } from './template';

/** The strings of calls in a language, a part of `stringsOf`. */
export const callStringsOf = (calls: (typeof english)['calls']) => ({
  ...calls,
  callContact: template(calls.callContact, 'contact'),
  numberNotOwned: template(calls.numberNotOwned, 'number'),
  callWith: template(calls.callWith, 'contact'),
  incomingFrom: template(calls.incomingFrom, 'contact'),
  missedFrom: template(calls.missedFrom, 'contact'),
  answerCall: template(calls.answerCall, 'contact'),
  declineCall: template(calls.declineCall, 'contact'),
  captions: template(calls.captions, 'contact'),
  author: template(calls.author, 'name'),
  streamAudioProblem: template(calls.streamAudioProblem, 'reason'),
  pressed: template(calls.pressed, 'keys'),
  otherPressed: template(calls.otherPressed, 'keys'),
  playsTones: template(calls.playsTones, 'keys'),
  dialling: template(calls.dialling, 'number'),
  /** @param queue empty when it is not known */
  queued: (queue: string): string => (queue === '' ? calls.queued : template(calls.queuedIn, 'queue')(queue)),
  recentCall: template(calls.recentCall, 'kind', 'duration'),
  youSaid: template(calls.youSaid, 'text'),
  otherSaid: template(calls.otherSaid, 'text'),
  requestStatus: template(calls.requestStatus, 'status', 'ms'),
  takenBy: template(calls.takenBy, 'nodes'),
  filteredOut: template(calls.filteredOut, 'node', 'filter'),
  secondOutput: template(calls.secondOutput, 'node', 'filter'),
});
