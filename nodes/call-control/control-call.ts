import {
  callSidOf,
  changeRecording,
  digitsVerb,
  hangUpCall,
  replaceDocument,
  startRecording,
  transferDocument,
} from '../../lib/calls/live-call';
import { playVerb, sayVerb } from '../../lib/calls/prompt';
import { documentOf } from '../../lib/calls/session/document';
import { interruptCall } from '../../lib/calls/session/interruptions';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import { findHub } from '../../lib/node-red/step-hubs';
import { checkTwiml } from '../../lib/twiml/check';
import type { Twiml } from '../../lib/twiml/element';

/** What can be done with a call. */
export const CALL_OPERATIONS = [
  'hang-up',
  'transfer',
  'say',
  'play',
  'send-digits',
  'record-start',
  'record-pause',
  'record-resume',
  'record-stop',
] as const;

/** One of {@link CALL_OPERATIONS}. */
export type CallOperation = (typeof CALL_OPERATIONS)[number];

/** The values of the TypedInputs for an operation on a call. */
export interface CallControlInputs {
  callSid: unknown;
  to?: unknown;
  twiml?: unknown;
  url?: unknown;
  text?: unknown;
  digits?: unknown;
}

const RECORDING_STATUS = {
  'record-pause': 'paused',
  'record-resume': 'in-progress',
  'record-stop': 'stopped',
} as const;

/**
 * Controls a live call.
 * @param transferTo what a transfer reads: `to` or `twiml`
 * @returns the recording, for the operations of a recording
 * @throws {TwilioError} `INVALID_CALL`, `INVALID_RECIPIENT`, `INVALID_TWIML` or `MESSAGE_TOO_LARGE` before anything is
 * sent; `CALL_ENDED`; `NOT_FOUND` when no recording runs; otherwise the error that Twilio returns
 */
export async function controlCall(
  owner: AccountNode,
  operation: CallOperation,
  inputs: CallControlInputs,
  transferTo: 'address' | 'twiml' = 'address',
): Promise<object | undefined> {
  const { account } = owner;
  const callSid = callSidOf(inputs.callSid);
  const sessions = findHub(owner.id)?.sessions;
  switch (operation) {
    case 'hang-up':
      await hangUpCall(account, callSid);
      // Without a status callback, the waiting step would get the end much later.
      await sessions?.callEnded(callSid);
      return undefined;
    case 'transfer':
      await send(
        owner,
        callSid,
        transferTo === 'twiml' ? checkTwiml(inputs.twiml, 'voice') : transferDocument(inputs.to),
      );
      await sessions?.taken(callSid);
      return undefined;
    case 'say':
    case 'play':
    case 'send-digits': {
      const verbs = verbsOf(owner, operation, inputs);
      const isInSession = sessions !== undefined && (await interruptCall(sessions, callSid, verbs));
      if (!isInSession) await send(owner, callSid, documentOf(verbs));
      return undefined;
    }
    case 'record-start': {
      // Only when a node takes recordings: Twilio reports a webhook without an answer as an error.
      const isWanted = owner.endpoint?.hasSubscribers('recording') === true;
      return startRecording(account, callSid, isWanted ? webhookUrl(owner, 'recording') : undefined);
    }
    default:
      return changeRecording(account, callSid, RECORDING_STATUS[operation]);
  }
}

function verbsOf(
  { account: { settings } }: AccountNode,
  operation: 'say' | 'play' | 'send-digits',
  { text, url, digits }: CallControlInputs,
): Twiml {
  if (operation === 'play') return playVerb(url);
  if (operation === 'send-digits') return digitsVerb(digits);
  return sayVerb(text, { voice: settings.voice, language: settings.language });
}

/** Sends a document: as the answer to a request that is open, or by REST. */
async function send({ account, endpoint }: AccountNode, callSid: string, document: Twiml): Promise<void> {
  if (endpoint?.pendingResponses.answer(callSid, document) === true) return;
  await replaceDocument(account, callSid, document);
}
