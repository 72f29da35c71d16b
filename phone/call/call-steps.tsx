import type { JSX } from 'preact';
import { useScrollToEnd } from '../components/use-scroll-to-end';
import { resultOf, type CallLine, type PhoneCall } from '../model/call';
import type { CallStep } from '../state/call-steps';
import { nodesText } from '../text/calls';
import { exactTime } from '../text/dates';
import { locale, t } from '../text/locale';
import { hasFailed, personStepText, requestError, requestPath, requestResult } from './step-text';

function LineStep({ line }: { line: CallLine }): JSX.Element {
  const sentence = personStepText(line);
  if (sentence !== undefined) return <bdi>{sentence}</bdi>;
  return (
    <>
      <code>{line.verb}</code> <bdi>{line.text}</bdi>
    </>
  );
}

function RequestStep({ step }: { step: CallStep & { kind: 'request' } }): JSX.Element {
  const { request, delivery } = step;
  const error = requestError(request);
  return (
    <>
      <code>{request.method}</code> <span title={request.url}>{requestPath(request.url)}</span>
      <span class="step-result" data-failed={hasFailed(request) ? '' : undefined}>
        {requestResult(request)}
      </span>
      {error !== '' && <span class="step-error">{error}</span>}
      {delivery &&
        nodesText(delivery, t).map((text) => (
          <span key={text} class="step-nodes">
            {text}
          </span>
        ))}
    </>
  );
}

function StepText({ step, call }: { step: CallStep; call: PhoneCall }): JSX.Element {
  switch (step.kind) {
    case 'line':
      return <LineStep line={step.line} />;
    case 'request':
      return <RequestStep step={step} />;
    case 'started':
      return <>{t.calls.stepStarted}</>;
    case 'answered':
      return <>{t.calls.stepAnswered}</>;
    case 'ended':
      return <>{t.calls.result[resultOf(call)]}</>;
  }
}

/** The group of a step: a verb of the flow, an action of a person, a webhook, or a change of the call. */
function groupOf(step: CallStep): string {
  if (step.kind === 'line') return step.line.who === 'flow' ? 'verb' : 'person';
  return step.kind === 'request' ? 'request' : 'change';
}

/** What happened in a call: verbs, webhooks with their answers, and the nodes that took them. */
export function CallSteps({ steps, call }: { steps: readonly CallStep[]; call: PhoneCall }): JSX.Element {
  const { box, content, onScroll } = useScrollToEnd({ id: steps.at(-1)?.id ?? '', side: 'in' });
  return (
    <div class="steps-scroll" ref={box} tabIndex={0} role="group" aria-label={t.calls.steps} onScroll={onScroll}>
      <ol class="steps" ref={content}>
        {steps.map((step) => (
          <li key={step.id} data-step={groupOf(step)}>
            <time>{exactTime(step.at, locale)}</time>
            <p>
              <StepText step={step} call={call} />
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}
