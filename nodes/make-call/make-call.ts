import type { CallAnswer } from '../../lib/calls/place';
import type * as callerModule from './caller';
import { createAction, mergedOptions, requireAccount } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { lazy } from '../../lib/lazy';

const callers = lazy<typeof callerModule>(__filename, './caller');

interface MakeCallDef extends NodeDef {
  account?: string;
  answer?: CallAnswer;
  voice?: string;
  language?: string;
  statusEvents?: unknown;
  asyncAmd?: boolean;
  /** Hold the message until the call has ended, at most `maxWait` seconds. */
  wait?: boolean;
  maxWait?: number | string;
  options?: unknown;
}

export = (red: Red): void => {
  red.nodes.registerType('twilio-make-call', function (this: Node, def: MakeCallDef) {
    const { accountNode } = createAction(red, this, def, {
      inputs: ['to', 'from', 'say', 'twiml', 'url', 'timeout', 'timeLimit', 'record', 'machineDetection', 'sendDigits'],
      busy: 'status.calling',
      run: ({ accountNode, inputs, msg }) =>
        caller.call(requireAccount(accountNode), inputs, mergedOptions(def.options, msg), msg),
    });
    const caller = callers().createCaller(red, this, def, accountNode);
  });
};
