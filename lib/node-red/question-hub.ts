import { fromJson, toJson } from '../calls/session/message-json';
import { TwilioError } from '../errors/twilio-error';
import { messageEvent, type MessageEvent } from '../events/message';
import { isAddress, type Question } from '../messages/question';
import type { QuestionHandler, SentQuestion } from '../messages/question-ports';
import { Questions } from '../messages/questions';
import type { AccountNode } from './account-node';
import { storeOf } from './account-store';
import { inLanguage } from './language';
import type { Red } from './red';
import { describeError } from './reported-error';

/** A deployed node that asks. */
export interface QuestionNode extends QuestionHandler {
  /**
   * Sends a question from an account.
   * @throws {TwilioError} as `sendSms` and `sendWhatsapp`
   */
  send(question: Question, accountNode: AccountNode): Promise<SentQuestion>;
}

interface Hub {
  questions: Questions;
  /** The account node that is deployed now. */
  accountNode: AccountNode;
  /** Whether the questions from before a restart were read. */
  isRestored: boolean;
}

/** By the account node's id. */
const hubs = new Map<string, Hub>();

/** The deployed nodes that ask, by id. */
const nodes = new Map<string, QuestionNode>();

/** The most messages of one person that are looked through after a start. */
const MAX_RECEIVED = 200;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Adds a node that asks. @returns a function that removes it, when it is still the one with this id */
export function addQuestionNode(id: string, node: QuestionNode): () => void {
  nodes.set(id, node);
  return () => {
    if (nodes.get(id) === node) nodes.delete(id);
  };
}

/** The questions of an account node. They are read from the store when the flows have started. */
export function questionsOf(red: Red, accountNode: AccountNode): Questions {
  const known = hubs.get(accountNode.id);
  const hub = known ?? createHub(red, accountNode);
  if (hub.accountNode !== accountNode || known === undefined) {
    hub.accountNode = accountNode;
    accountNode.on('close', (removed: boolean, done: () => void) => {
      if (removed) removeQuestions(accountNode.id);
      done();
    });
  }
  return hub.questions;
}

/** How many questions of all accounts wait for a reply or for their turn in a node. */
export function questionsWaitingIn(nodeId: string): number {
  let count = 0;
  for (const { questions } of hubs.values()) count += questions.waitingIn(nodeId);
  return count;
}

/** Deletes the questions of an account node that was deleted. */
export function removeQuestions(id: string): void {
  hubs.get(id)?.questions.close();
  hubs.delete(id);
}

const watched = new WeakSet<Red['events']>();

/** Reads the questions of each account when the flows have started, and goes on with them after each deployment. */
function watch(red: Red): void {
  if (watched.has(red.events)) return;
  watched.add(red.events);
  red.events.on('flows:started', () => {
    for (const hub of hubs.values()) {
      if (hub.isRestored) hub.questions.resume();
      else {
        hub.isRestored = true;
        hub.questions.restore().catch((error: unknown) => {
          hub.accountNode.warn(
            inLanguage(`Questions that wait for a reply could not be read: ${describeError(error)}`),
          );
        });
      }
    }
  });
}

function createHub(red: Red, accountNode: AccountNode): Hub {
  watch(red);
  const current = (): AccountNode => hub.accountNode;
  const warn = (sentence: string): void => {
    current().warn(inLanguage(sentence));
  };
  const questions = new Questions({
    store: () => storeOf(current()),
    format: { toJson: (msg) => toJson(msg).json, fromJson },
    now: Date.now,
    after(ms, run) {
      const timer = setTimeout(run, ms).unref();
      return () => {
        clearTimeout(timer);
      };
    },
    send(question) {
      const node = nodes.get(question.nodeId);
      if (node !== undefined) return node.send(question, current());
      // The node may be back with the next deployment.
      return Promise.reject(
        new TwilioError('FLOW_STOPPED', 'The node that asks is not deployed', { hint: 'Deploy it.' }),
      );
    },
    received: (question) => receivedSince(current(), question),
    handler: (nodeId) => nodes.get(nodeId),
    warn,
  });
  const hub: Hub = { questions, accountNode, isRestored: false };
  hubs.set(accountNode.id, hub);
  return hub;
}

/**
 * The messages of a person since a question was asked. Twilio filters by day, so the rest is filtered here.
 * https://www.twilio.com/docs/messaging/api/message-resource#list-all-messages
 * @throws {TwilioError} the error that Twilio returns
 */
async function receivedSince({ account }: AccountNode, { to, own, askedAt = 0 }: Question): Promise<MessageEvent[]> {
  const list = await account.request('REQUEST_FAILED', (client) =>
    client.messages.list({
      from: to,
      ...(isAddress(own) ? { to: own } : {}),
      dateSentAfter: new Date(Math.floor(askedAt / DAY_MS) * DAY_MS),
      limit: MAX_RECEIVED,
    }),
  );
  // Twilio's times have no milliseconds.
  const since = Math.floor(askedAt / 1000) * 1000;
  return list
    .map((message) => ({ message, at: (message.dateSent as Date | null)?.getTime() ?? 0 }))
    .filter(({ message, at }) => message.direction === 'inbound' && at >= since)
    .sort((a, b) => a.at - b.at)
    .map(({ message }) =>
      messageEvent({
        AccountSid: message.accountSid,
        MessageSid: message.sid,
        From: message.from,
        To: message.to,
        Body: message.body,
        NumMedia: message.numMedia,
        NumSegments: message.numSegments,
        ...(message.messagingServiceSid ? { MessagingServiceSid: message.messagingServiceSid } : {}),
      }),
    );
}
