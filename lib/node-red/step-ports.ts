import type { SessionPorts, StepAddress } from '../calls/session/ports';
import { callEnded } from '../calls/session/step-errors';
import { TwilioError } from '../errors/twilio-error';
import type { Kind } from '../events/kinds';
import { webhookUrl, type AccountNode } from './account-node';
import { lastingStoreOf } from './account-store';
import { stepsBehind } from './flow-graph';
import { inLanguage } from './language';
import type { Red } from './red';
import { findStepNode } from './step-nodes';

/** "Call is not in-progress. Cannot redirect." https://www.twilio.com/docs/api/errors/21220 */
const NOT_IN_PROGRESS = 21_220;

/**
 * What the sessions of an account node need.
 * @param current the account node that is deployed now
 */
export function portsOf(red: Red, current: () => AccountNode): SessionPorts {
  const urlOf =
    (kind: Kind) =>
    ({ nodeId, n, leg, hold }: StepAddress): string | undefined => {
      const base = current().endpoint === undefined ? undefined : webhookUrl(current(), kind);
      if (base === undefined) return undefined;
      const query = new URLSearchParams({ node: nodeId, n: String(n) });
      if (leg !== undefined) query.set('leg', leg);
      if (hold !== undefined) query.set('hold', String(hold));
      return `${base}?${query.toString()}`;
    };
  return {
    answer: (callSid, document) => current().endpoint?.pendingResponses.answer(callSid, document) === true,
    isOpen: (callSid) => current().endpoint?.pendingResponses.isOpen(callSid) === true,
    update: (callSid, document) => update(current(), callSid, document),
    urlOf: urlOf('step'),
    partialUrlOf: urlOf('step-partial'),
    socketUrlOf(kind) {
      if (current().endpoint === undefined) return undefined;
      return webhookUrl(current(), kind)?.replace(/^https?:/i, 'wss:');
    },
    step: findStepNode,
    stepsBehind: (nodeId, output) => stepsBehind(red, nodeId, output),
    get store() {
      return lastingStoreOf(current());
    },
    clock: {
      now: Date.now,
      after(ms, run) {
        const timer = setTimeout(run, ms).unref();
        return () => {
          clearTimeout(timer);
        };
      },
    },
    holdUrl: () => current().account.settings.holdUrl,
    patienceMs: () => (current().account.settings.patience ?? 60) * 1000,
    warn: (sentence) => {
      current().warn(inLanguage(sentence));
    },
  };
}

async function update({ account }: AccountNode, callSid: string, twiml: string): Promise<void> {
  try {
    await account.requestResource('CALL_FAILED', (client) => client.calls(callSid).update({ twiml }));
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    if (error.cause.twilioCode === NOT_IN_PROGRESS || error.code === 'NOT_FOUND') throw callEnded(callSid);
    throw error;
  }
}
