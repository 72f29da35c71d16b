import { booleanAttribute, warn, integerAttribute, listAttribute, actionAddress } from '../attributes';
import { requestTwiml } from '../run-twiml';
import { childElements } from '../twiml-response';
import { ifCurrent, addTranscriptLine } from '../call';
import { PROMPT_VERBS, sayVerb } from './say';
import type { FormPairs } from '../../model/webhooks';
import type { XmlElement } from '../../model/twiml';
import type { Activity } from '../../model/call-records';
import type { VerbStep } from '../../model/context';

/**
 * Collects keys or speech while it plays its prompts. Then requests `action` with the input. Without input it continues
 * with the next verb.
 *
 * https://www.twilio.com/docs/voice/twiml/gather
 */
export function gatherVerb(step: VerbStep, next: () => void): Activity {
  const { context, call, source, element } = step;
  const input = listAttribute(source, element, 'input', ['dtmf', 'speech'] as const, ['dtmf']);
  const timeout = integerAttribute(source, element, 'timeout', 5, [0, 600]) * 1000;
  const numDigits = integerAttribute(source, element, 'numDigits', 0, [1, 1000]);
  const finishOnKey = finishKey(step);
  const pause = speechPauseMs(step, timeout);
  const actionOnEmpty = booleanAttribute(source, element, 'actionOnEmptyResult', false);
  const bargeIn = booleanAttribute(source, element, 'bargeIn', true);
  let digits = '';
  let speech = '';
  let isTalking = true;
  let stopNow = (): void => undefined;

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
    const result: FormPairs =
      digits !== '' || speech === ''
        ? [['Digits', digits], ...(key === undefined ? [] : ([['FinishedOnKey', key]] as const))]
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
    },
    digit(key) {
      if (!input.has('dtmf') || (isTalking && !bargeIn)) return;
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
      speech = speech === '' ? text : `${speech} ${text}`;
      wait(ms + pause);
    },
  };
}

/** One key, or none. https://www.twilio.com/docs/voice/twiml/gather#finishonkey */
function finishKey({ source, element }: VerbStep): string {
  const given = element.attributes['finishOnKey'];
  if (given === undefined || /^[0-9#*]?$/.test(given)) return given ?? '#';
  // The page does not say what more than one key does.
  warn(source, `finishOnKey "${given.slice(0, 50)}" of <Gather> is not one key; # is used`);
  return '#';
}

/** The silence after which the speech is complete. */
function speechPauseMs({ source, element }: VerbStep, timeout: number): number {
  const given = element.attributes['speechTimeout'];
  if (given === undefined) return timeout;
  return given === 'auto' ? 1000 : integerAttribute(source, element, 'speechTimeout', timeout / 1000, [0, 600]) * 1000;
}
