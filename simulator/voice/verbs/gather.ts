import { booleanAttribute, warn, integerAttribute, listAttribute, actionAddress } from '../attributes';
import { startPartialResults } from './partial-results';
import { requestTwiml } from '../run-twiml';
import { childElements } from '../twiml-response';
import { ifCurrent, addTranscriptLine } from '../call';
import { PROMPT_VERBS, sayVerb } from './say';
import type { FormPairs } from '../../model/webhooks';
import type { XmlElement } from '../../model/twiml';
import type { Activity } from '../../model/call-records';
import type { VerbStep } from '../../model/context';

const DEFAULT_TIMEOUT_MS = 5000;
const MAX_SPEECH_MS = 60_000;
/** Twilio stops at the first pause in the speech. Its pages do not say how long this pause is. */
const AUTO_PAUSE_MS = 1000;

/**
 * Collects keys or speech while it plays its prompts. Then requests `action` with the input. Without input it continues
 * with the next verb.
 *
 * https://www.twilio.com/docs/voice/twiml/gather
 */
export function gatherVerb(step: VerbStep, next: () => void): Activity {
  const { context, call, source, element } = step;
  const input = listAttribute(source, element, 'input', ['dtmf', 'speech'] as const, ['dtmf']);
  const timeout = timeoutMs(step);
  const numDigits = integerAttribute(source, element, 'numDigits', 0, [1, 1000]);
  const finishOnKey = finishKey(step);
  const pause = speechPauseMs(step, timeout);
  const actionOnEmpty = booleanAttribute(source, element, 'actionOnEmptyResult', false);
  const bargeIn = booleanAttribute(source, element, 'bargeIn', true);
  let digits = '';
  let speech = '';
  let isTalking = true;
  let stopNow = (): void => undefined;
  let speechStartedAt: number | undefined;
  const partialResults = startPartialResults(step);

  const wait = (ms: number): void => {
    stopNow();
    isTalking = false;
    stopNow = context.timers.after(
      ms,
      ifCurrent(call, () => {
        finish();
      }),
    );
  };
  const finish = (key?: string): void => {
    stopNow();
    partialResults.stop();
    // Twilio sends "msg" with digits, and does not document it.
    const result: FormPairs =
      digits !== '' || speech === ''
        ? [
            ['Digits', digits],
            ['msg', 'Gather End'],
            ['FinishedOnKey', key ?? ''],
          ]
        : [
            ['SpeechResult', speech],
            ['Confidence', confidence(speech)],
            ['Language', element.attributes['language'] ?? 'en-US'],
          ];
    const action = actionAddress(source, element);
    if (digits === '' && speech === '' && !actionOnEmpty) next();
    else if (action === undefined) {
      source.line?.error('11100: Invalid URL format: this <Gather> requires an action');
      next();
    } else requestTwiml(context, call, action, result);
  };
  const confidence = (text: string): string =>
    (0.8 + 0.19 * context.ids.fraction(`confidence ${call.sid} ${text}`)).toFixed(8);

  const prompts = childElements(element, source).filter((child) => {
    if (PROMPT_VERBS.has(child.name)) return true;
    warn(source, `<${child.name}> is not allowed in <Gather>; it is skipped`);
    return false;
  });
  const say = ([prompt, ...rest]: XmlElement[]): void => {
    if (prompt === undefined) {
      wait(timeout);
      return;
    }
    stopNow = sayVerb({ ...step, element: prompt }, () => {
      say(rest);
    }).stop;
  };
  addTranscriptLine(context, call, 'flow', 'Gather', [...input].join(' '));
  say(prompts);

  return {
    waitingFor: input.has('speech') ? 'speech' : 'digits',
    stop: () => {
      stopNow();
      partialResults.stop();
    },
    digit(key) {
      // The first kind of input counts: https://www.twilio.com/docs/voice/twiml/gather#input
      if (!input.has('dtmf') || speech !== '' || (isTalking && !bargeIn)) return;
      if (key === finishOnKey) {
        finish(key);
        return;
      }
      digits += key;
      if (numDigits > 0 && digits.length >= numDigits) finish();
      else wait(timeout);
    },
    speech(text, ms) {
      if (!input.has('speech') || digits !== '' || (isTalking && !bargeIn)) return;
      const now = context.timers.now();
      speechStartedAt ??= now;
      partialResults.speech(speech, text, ms);
      speech = speech === '' ? text : `${speech} ${text}`;
      // https://www.twilio.com/docs/voice/twiml/gather#input: one minute of speech at most.
      wait(Math.min(ms + pause, speechStartedAt + MAX_SPEECH_MS - now));
    },
  };
}

/** `auto` is allowed, but the page does not say how long it is: https://www.twilio.com/docs/voice/twiml/gather#timeout */
function timeoutMs({ source, element }: VerbStep): number {
  if (element.attributes['timeout'] === 'auto') return DEFAULT_TIMEOUT_MS;
  return integerAttribute(source, element, 'timeout', DEFAULT_TIMEOUT_MS / 1000, [0, 600]) * 1000;
}

/** One key, or none. https://www.twilio.com/docs/voice/twiml/gather#finishonkey */
function finishKey({ source, element }: VerbStep): string {
  const given = element.attributes['finishOnKey'];
  if (given === undefined || /^[0-9#*]?$/.test(given)) return given ?? '#';
  // The page does not say which key is used then: https://www.twilio.com/docs/api/errors/13310
  source.line?.error(`13310: Gather: Invalid finishOnKey value "${given.slice(0, 50)}"; # is used`);
  return '#';
}

/** The silence after which the speech is complete. */
function speechPauseMs({ source, element }: VerbStep, timeout: number): number {
  const given = element.attributes['speechTimeout'];
  if (given === undefined) return timeout;
  if (given === 'auto' && element.attributes['speechModel'] !== undefined) {
    // https://www.twilio.com/docs/voice/twiml/gather#speechmodel
    warn(source, 'speechTimeout of <Gather> must be a number when speechModel is set');
  }
  return given === 'auto'
    ? AUTO_PAUSE_MS
    : integerAttribute(source, element, 'speechTimeout', timeout / 1000, [0, 600]) * 1000;
}
