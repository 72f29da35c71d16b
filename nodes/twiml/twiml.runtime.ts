import type { StepPlan, StepResult } from '../../lib/calls/session/step-plan';
import type { Params } from '../../lib/events/params';
import { createAction } from '../../lib/node-red/action';
import { whenDeployed } from '../../lib/node-red/deployment';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { createStep } from '../../lib/node-red/step';
import { PAYLOAD } from '../../lib/node-red/typed-inputs';
import { checkTwiml } from '../../lib/twiml/check';
import { verbsWithAction } from '../../lib/twiml/document-verbs';
import { answerWithTwiml, type TwimlOptions } from './answer-with-twiml';

interface TwimlDef extends NodeDef {
  account?: string;
  /** `result`: the message leaves when Twilio comes back from the document. */
  goOn?: 'at-once' | 'result';
  /** Whether it also changes a call that already has its answer. Default: see {@link TwimlOptions}. */
  replaceLiveCall?: TwimlOptions['replaceLiveCall'];
}

/** Answers the message or call in `msg.twilio` with a TwiML document. */
export function create(red: Red, node: Node, def: TwimlDef): void {
  if (def.goOn === 'result') createResultStep(red, node, def);
  else createAnswer(red, node, def);
}

function createAnswer(red: Red, node: Node, def: TwimlDef): void {
  createAction(red, node, def, {
    inputs: ['twiml'],
    missing: { twiml: PAYLOAD },
    busy: 'status.sending',
    accountOptional: true,
    async run({ accountNode, inputs, msg }) {
      await whenDeployed(red);
      const { answered, resource } = await answerWithTwiml(msg, inputs.twiml, {
        preferred: accountNode,
        replaceLiveCall: def.replaceLiveCall,
        nodeId: node.id,
      });
      return { payload: resource, summary: translate(red, answered ? 'status.answered' : 'status.updated') };
    },
  });
}

/** The query parameters that this package adds to the URL of a step. */
const OF_THE_URL = new Set(['node', 'n', 'hold', 'leg']);

/** The parameters that Twilio has sent, without those of the step's URL. */
const sentParams = (params: Params): Params =>
  Object.fromEntries(Object.entries(params).filter(([name]) => !OF_THE_URL.has(name)));

/** A step of a call, whose message waits for the result of the document. */
function createResultStep(red: Red, node: Node, def: TwimlDef): void {
  createStep(red, node, def, {
    event: 'twiml',
    inputs: ['twiml'],
    missing: { twiml: PAYLOAD },
    hasResultAfterHangUp: true,
    plan({ inputs }): StepPlan {
      const document = checkTwiml(inputs.twiml, 'voice');
      return { kind: 'wait', verbs: ({ action }) => verbsWithAction(document, action) };
    },
    result: ({ params }): StepResult => ({
      kind: 'leave',
      output: 0,
      payload: sentParams(params),
      twilio: {},
      summary: '',
    }),
  });
}
