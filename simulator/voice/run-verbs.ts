import type { CallRecord } from '../model/call-records';
import type { DocumentSource, SimulatorContext } from '../model/context';
import type { XmlElement } from '../model/twiml';
import { warn } from './attributes';
import { hasEnded, IDLE, ifCurrent, interrupt, setActivity } from './call';
import { endCall, markAnswered } from './call-status';
import { checkSchema } from './schema';

/** The elements of a document after these are ignored. A limit of the simulator only. */
const MAX_STEPS = 1000;

/** Runs the verbs of a document. The call ends at the end of its own document. */
export function runVerbs(
  context: SimulatorContext,
  call: CallRecord,
  source: DocumentSource,
  elements: readonly XmlElement[],
  from = 0,
): void {
  for (let at = from; ; at += 1) {
    if (hasEnded(call)) return;
    const element = elements[at];
    if (element === undefined || at >= MAX_STEPS) {
      if (call.nested !== undefined) {
        call.nested.ended();
        return;
      }
      if (call.view.direction === 'inbound') markAnswered(context, call);
      endCall(context, call, 'completed');
      return;
    }
    const definition = context.voiceVerbs.get(element.name);
    if (definition === undefined) {
      warn(source, `<${element.name}> is not a verb that the simulator supports; it is skipped`);
      continue;
    }
    if (call.nested?.verbs.has(element.name) === false) {
      const { dialError } = call.nested;
      if (element.name === 'Dial' && dialError !== undefined) source.line?.error(dialError);
      else warn(source, `<${element.name}> is not allowed in this document; it is skipped`);
      continue;
    }
    checkSchema(source, element);
    if (definition.answers) markAnswered(context, call);
    // A loop, so that a long document does not exhaust the stack.
    let state: 'running' | 'done' | 'waiting' = 'running';
    const next = ifCurrent(call, () => {
      if (state === 'running') state = 'done';
      else if (state === 'waiting') {
        state = 'done';
        setActivity(context, call, IDLE);
        runVerbs(context, call, source, elements, at + 1);
      }
    });
    const { generation } = call;
    const resume = (): void => {
      interrupt(context, call);
      runVerbs(context, call, source, elements, at + 1);
    };
    const activity = definition.run({ context, call, source, element, resume }, next);
    if (isDone(state)) continue;
    state = 'waiting';
    // Not when the verb has requested another document.
    if (call.generation === generation && activity !== undefined) {
      call.redirects = 0;
      setActivity(context, call, activity);
    }
    return;
  }
}

// TypeScript does not see that a callback changes the variable.
function isDone(state: string): boolean {
  return state === 'done';
}
