import { TwilioError } from '../../lib/errors/twilio-error';
import { toTwilioError } from '../../lib/errors/to-twilio-error';
import type { Question } from '../../lib/messages/question';
import { accountFor, type AccountFields } from '../../lib/node-red/account-choice';
import { accountOf, redactAll, webhookUrl } from '../../lib/node-red/account-node';
import { inputReader } from '../../lib/node-red/action-inputs';
import { mergedOptions, requireAccount } from '../../lib/node-red/action-options';
import { addQuestionNode, questionsOf, questionsWaitingIn } from '../../lib/node-red/question-hub';
import { messageOf, translate, type Node, type NodeDef, type NodeMessage, type Red } from '../../lib/node-red/red';
import { reported } from '../../lib/node-red/reported-error';
import { statusDot, statuses } from '../../lib/node-red/status';
import { withOutput } from '../../lib/node-red/step-message';
import { PAYLOAD } from '../../lib/node-red/typed-inputs';
import { wholeNumberOf } from '../../lib/validation/numbers';
import { preview } from '../../lib/validation/objects';
import type { Json } from '../../lib/store/store';
import { createReplyListener } from './reply-listener';
import { partiesOf, sendQuestion, type QuestionRequest } from './send-question';

interface AskDef extends NodeDef, AccountFields {
  channel?: 'sms' | 'whatsapp';
  sender?: 'number' | 'service';
  mode?: 'text' | 'template';
  options?: unknown;
}

const REPLY = 0;
const NO_REPLY = 1;
const NOT_DELIVERED = 2;

/** The longest wait, in seconds: two weeks. A longer time does not fit into a timer. */
const MAX_WAIT_SECONDS = 14 * 24 * 60 * 60;

/** The inputs of the fields that the form shows. */
function inputsOf({ channel, sender, mode }: AskDef): readonly string[] {
  const content =
    channel === 'whatsapp' && mode === 'template' ? ['contentSid', 'contentVariables'] : ['body', 'media'];
  if (channel === 'whatsapp') return ['to', 'maxWait', 'from', 'messagingServiceSid', ...content];
  return ['to', 'maxWait', sender === 'service' ? 'messagingServiceSid' : 'from', ...content];
}

/** What an input is when the node has no such property. */
const MISSING = { body: PAYLOAD, maxWait: { value: '3600', type: 'num' } };

function secondsOf(value: unknown): number {
  const seconds = wholeNumberOf(value, 1, MAX_WAIT_SECONDS);
  if (seconds !== undefined) return seconds;
  throw new TwilioError(
    'INVALID_PARAMETER',
    `maxWait is ${preview(value ?? '')}; it must be 1 to ${MAX_WAIT_SECONDS}`,
    {
      hint: 'Enter how many seconds the node waits for the reply.',
    },
  );
}

/** Asks a person by message, and waits for the reply. */
export function create(red: Red, node: Node, def: AskDef): void {
  red.nodes.createNode(node, def);
  const status = statusDot(node);
  const accountNode = accountOf(red, def.account);
  /** Twilio cannot send a reply to this Node-RED. */
  const isUnreachable = accountNode !== undefined && webhookUrl(accountNode, 'message') === undefined;
  if (accountNode === undefined) status.show(statuses.error(translate(red, 'problem.noAccount')));
  else if (isUnreachable) status.show(statuses.warning(translate(red, 'problem.noPublicUrl')));
  const readInputs = inputReader(red, node, def, inputsOf(def), [], MISSING);
  const completions = new WeakMap<object, (error?: Error) => void>();
  const listener = createReplyListener(red, node, def);

  const showWaiting = (last: string): void => {
    const count = questionsWaitingIn(node.id);
    status.show(() => {
      if (count > 0) return statuses.busy(translate(red, 'status.waitingForReply', { count }));
      return isUnreachable
        ? statuses.warning(translate(red, 'status.noPublicUrl', { text: last }))
        : statuses.done(last);
    });
  };
  const complete = (msg: NodeMessage, error?: Error): void => {
    const done = completions.get(msg);
    completions.delete(msg);
    if (done !== undefined) done(error);
    else if (error !== undefined) node.error(error, msg);
  };
  const leave = ({ msg }: Question, output: number, more: Readonly<Record<string, unknown>>, last: string): void => {
    const message: NodeMessage = Object.assign(msg as NodeMessage, more);
    node.send(withOutput(output, message));
    complete(message);
    showWaiting(last);
  };
  const fail = (msg: NodeMessage, thrown: unknown): void => {
    const error = toTwilioError(thrown, 'REQUEST_FAILED', redactAll);
    status.show(statuses.error(messageOf(error)));
    complete(msg, reported(error));
  };

  const removeNode = addQuestionNode(node.id, {
    async send({ request }, owner) {
      const url = webhookUrl(owner, 'message-status');
      return { messageSid: await sendQuestion(owner.account, request as unknown as QuestionRequest, url) };
    },
    replied(question, event) {
      const more = { payload: event.body, topic: event.from, twilio: event };
      leave(question, REPLY, more, translate(red, 'status.replyFrom', { who: event.from }));
    },
    noReply(question) {
      leave(question, NO_REPLY, { payload: 'no-reply' }, translate(red, 'status.noReply', { who: question.to }));
    },
    notDelivered(question, reason) {
      const { to, own } = question;
      const twilio =
        reason instanceof TwilioError
          ? {
              event: 'message-status',
              from: own,
              to,
              status: 'rejected',
              errorCode: reason.cause.twilioCode,
              errorMessage: reason.message,
            }
          : reason;
      const more = { payload: twilio.status, topic: to, twilio };
      leave(question, NOT_DELIVERED, more, translate(red, 'status.delivery', { status: twilio.status, who: to }));
    },
    failed({ msg }, error) {
      fail(msg as NodeMessage, error);
    },
  });

  node.on('close', () => {
    removeNode();
    listener.close();
    status.clear();
  });

  const ask = async (msg: NodeMessage): Promise<void> => {
    const owner = requireAccount(accountFor(red, accountOf(red, def.account), def, msg));
    const { account } = owner;
    account.assertReady();
    listener.listenTo(owner);
    const { maxWait, ...inputs } = await readInputs(msg);
    const request: QuestionRequest = {
      channel: def.channel === 'whatsapp' ? 'whatsapp' : 'sms',
      sender: def.sender === 'service' ? 'service' : 'number',
      mode: def.mode === 'template' ? 'template' : 'text',
      inputs,
      options: mergedOptions(def.options, msg),
    };
    const parties = partiesOf(account, request);
    const maxWaitMs = secondsOf(maxWait) * 1000;
    // As plain JSON, which is what the store keeps.
    const plain = JSON.parse(JSON.stringify(request)) as Json;
    await questionsOf(red, owner).ask({ nodeId: node.id, ...parties, request: plain, maxWaitMs, msg });
    showWaiting('');
  };
  node.on('input', (msg, _send, done) => {
    completions.set(msg, done);
    ask(msg).catch((error: unknown) => {
      fail(msg, error);
    });
  });
}
