import { HANGUP_DOCUMENT } from '../calls/session/document';
import { socketAddress } from '../calls/session/script-sender';
import { toTwilioError } from '../errors/to-twilio-error';
import { accountOf, redactAll } from './account-node';
import { inputReader } from './action-inputs';
import { inOrderOfArrival } from './arrivals';
import { addStepType } from './flow-graph';
import type { Node, NodeDef, NodeMessage, Red } from './red';
import { reported } from './reported-error';
import { accountOfCall, callOf, callOfSocket, type StepCall } from './step-call';
import { requestContext, stepHandler } from './step-handler';
import { assertNotAnswered, partiesOf, withOutput } from './step-message';
import type { StepDeclaration } from './step-declaration';
import { stepActivity } from './step-activity';
import { hubOf, openHubs } from './step-hub';
import { closeSocketsOf, isInStep } from './step-hubs';
import { addStepNode, type StepSocket } from './step-nodes';
import { stepStatus } from './step-status';

export type {
  PartialResult,
  SocketContext,
  StepContext,
  StepDeclaration,
  StepRequestContext,
} from './step-declaration';

/**
 * Creates a node from a step's declaration. Call it in the node's constructor.
 *
 * A step adds verbs to the script of the call in `msg.twilio`. See docs/decisions/035-live-call-sessions.md. A message
 * whose step waits leaves when Twilio comes back, from the node with this id that is deployed at that time.
 *
 * Errors go to Catch with the message. Besides those of the plan: `INVALID_CALL` without a call, `INVALID_PARAMETER`
 * when an expression fails, `INVALID_CONNECTION_SETTINGS` without an account or a public URL, `CALL_BUSY`,
 * `CALL_ENDED`, `CALL_LOOP`, `ALREADY_ANSWERED`, `MESSAGE_TOO_LARGE`, `DEADLINE_MISSED`, and the errors that Twilio
 * returns.
 * @param def `account` may be empty: then the account that has the call is used
 */
export function createStep<Input extends string>(
  red: Red,
  node: Node,
  def: NodeDef & { account?: string },
  declaration: StepDeclaration<Input>,
): void {
  red.nodes.createNode(node, def);
  addStepType(node.type);
  const closeHubs = openHubs(red);
  const chosen = accountOf(red, def.account);
  const isAccountSet = def.account !== undefined && def.account !== '';
  const readInputs = inputReader(red, node, def, declaration.inputs, declaration.secrets, declaration.missing);
  const status = stepStatus(red, node);
  const activity = stepActivity(node);
  /** Completes the messages that wait. */
  const completions = new WeakMap<object, (error?: Error) => void>();

  const complete = (msg: NodeMessage, error?: Error): void => {
    const done = completions.get(msg);
    completions.delete(msg);
    if (done !== undefined) done(error);
    else if (error !== undefined) node.error(error, msg);
  };
  const contextOf = requestContext(red, node);
  const handler = stepHandler(declaration, { node, contextOf, status, activity, complete });
  const socket: StepSocket | undefined = declaration.socket && {
    kind: declaration.socket,
    connected(opened, start, waiting) {
      const msg = (waiting?.msg ?? {}) as NodeMessage;
      const context = { red, node, start, msg, isWaiting: waiting !== undefined, state: waiting?.state };
      declaration.connected?.(opened, { ...context, call: callOfSocket(msg, start) });
    },
  };
  const remove = addStepNode(node.id, {
    ...handler,
    ...(socket === undefined ? {} : { socket }),
    isSensitive: Reflect.get(def, 'sensitive') === true,
    partial(event, msg) {
      const result = declaration.partial?.(event);
      if (result === undefined) return;
      const { output, payload, twilio } = result;
      const base = msg === undefined ? {} : red.util.cloneMessage(msg as NodeMessage);
      // Twilio does not document that it sends the parties with a partial result.
      node.send(withOutput(output, { ...base, payload, twilio: { ...partiesOf(base), ...event, ...twilio } }));
    },
    leg(event, state) {
      const request = { params: event.raw, state, leg: event.leg ?? '' };
      return declaration.leg?.(request, contextOf(event, undefined)) ?? HANGUP_DOCUMENT;
    },
  });
  node.on('close', () => {
    remove();
    if (socket !== undefined) closeSocketsOf(node.id);
    closeHubs();
    status.close();
  });

  /** Brings a message into the call. @returns whether it leaves at once, or waits */
  const enter = async (msg: NodeMessage, call: StepCall): Promise<'leaves' | 'waits'> => {
    const accountNode = accountOfCall(call, chosen, isAccountSet);
    const { sessions } = hubOf(red, accountNode);
    assertNotAnswered(call, sessions);
    const inputs = await readInputs(msg);
    const { voice = '', language = '' } = accountNode.account.settings;
    const rings = call.status === 'ringing' || (call.status === '' && sessions.ports.isOpen(call.callSid));
    const canReject = rings && sessions.isUntouched(call.callSid);
    const plan = await declaration.plan({
      red,
      node,
      inputs,
      msg,
      call,
      accountNode,
      voice,
      language,
      canReject,
      socket: (kind) => socketAddress(sessions.ports, kind, { nodeId: node.id }),
    });
    const arrival = { callSid: call.callSid, nodeId: node.id, msg };
    if (plan.kind === 'append') await sessions.append(arrival, plan.verbs, declaration.output);
    else if (plan.kind === 'end') await sessions.end(arrival, plan.verbs);
    else await sessions.wait(arrival, plan);
    activity.entered(msg);
    return plan.kind === 'wait' ? 'waits' : 'leaves';
  };

  /** Gives a message to a call that is in this node. @returns whether it was taken */
  const takeLive = (msg: NodeMessage): boolean => {
    if (declaration.live === undefined) return false;
    const call = callOf(msg);
    return declaration.live(msg, call, isInStep(call.callSid, node.id));
  };
  const refuse = (msg: NodeMessage, thrown: unknown): void => {
    const error = toTwilioError(thrown, 'REQUEST_FAILED', redactAll);
    status.failed(error);
    activity.failed({ msg }, error);
    complete(msg, reported(error));
  };

  node.on('input', (msg, send, done) => {
    // First and without a promise: the audio of a stream is 50 messages a second.
    let call: StepCall;
    try {
      if (takeLive(msg)) {
        done();
        return;
      }
      call = callOf(msg);
    } catch (error) {
      completions.set(msg, done);
      refuse(msg, error);
      return;
    }
    completions.set(msg, done);
    inOrderOfArrival(call.callSid, () => enter(msg, call)).then(
      (outcome) => {
        if (outcome === 'waits') {
          status.show();
          return;
        }
        send(withOutput(declaration.output ?? 0, msg));
        complete(msg);
        status.last(declaration.done ?? '');
      },
      (thrown: unknown) => {
        refuse(msg, thrown);
      },
    );
  });
}
