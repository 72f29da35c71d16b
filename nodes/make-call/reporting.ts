import type { CallAnswer, CallRequest } from '../../lib/calls/call-request';
import { attributeText } from '../../lib/calls/prompt';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import type { Outcome } from '../../lib/node-red/action';
import { translate, type Node, type Red } from '../../lib/node-red/red';
import { isEmpty, isObject } from '../../lib/validation/objects';

/** The properties of a node that let Twilio report its calls. */
export interface ReportingDef {
  answer?: CallAnswer;
  /** Transcribes the call while it lasts. Only for the answers `say` and `twiml`. */
  transcribe?: boolean;
}

/** What Twilio reports of the calls of one node. */
export interface Reporting {
  /**
   * The transcription that the node is set to, if Twilio can report it.
   * @param language that is spoken, such as `en-US`. Twilio's default when empty.
   * @throws {TwilioError} `INVALID_CALL` when the language is not a text
   */
  transcriptionAt(owner: AccountNode, language: unknown): CallRequest['transcription'];
  /** Whether a call should be reported in a way that needs a public URL, which the account does not have. Warns once. */
  lacksPublicUrl(owner: AccountNode, wanted: { record: unknown; events: readonly string[] }, options: unknown): boolean;
}

/** Finds out what Twilio can report of the calls of a node. */
export function createReporting(red: Red, node: Node, def: ReportingDef): Reporting {
  const transcribes = def.transcribe === true && (def.answer === undefined || ['say', 'twiml'].includes(def.answer));
  let warned = false;
  return {
    transcriptionAt(owner, language) {
      const url = transcribes ? webhookUrl(owner, 'transcription') : undefined;
      return url === undefined ? undefined : { url, language: attributeText(language, 'transcriptionLanguage') };
    },
    lacksPublicUrl(owner, { record, events: wanted }, options) {
      if (webhookUrl(owner, 'call-status') !== undefined) return false;
      const given = isObject(options) ? options : {};
      const events = wanted.length > 0 && isEmpty(given['statusCallback']);
      const recording =
        owner.endpoint?.hasSubscribers('recording') === true &&
        [record, given['record']].some((value) => String(value) === 'true') &&
        isEmpty(given['recordingStatusCallback']);
      if (!events && !recording && !transcribes) return false;
      if (!warned) node.warn(translate(red, 'problem.callbacks'));
      warned = true;
      return true;
    },
  };
}

/** An outcome as a warning, when Twilio cannot report the call. */
export function asUnreported(red: Red, outcome: Outcome): Outcome {
  const { summary } = outcome;
  const text = typeof summary === 'string' ? summary : summary();
  return { ...outcome, look: 'warning', summary: translate(red, 'status.noPublicUrl', { text }) };
}
