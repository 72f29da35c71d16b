import type { ActivityEntry } from '../activity/entry';
import { canReplay, paramsOf, summaryOfEntry } from '../activity/rows';
import { isKind } from '../events/kinds';
import { number, text, type Params } from '../events/params';
import { TwilioError } from '../errors/twilio-error';
import type { AccountNode } from './account-node';
import { activityOf } from './activity';

/** How an entry was replayed. */
export type Replayed =
  /** The simulator has sent a new message, or placed a new call. */
  | { by: 'simulator' }
  /** The nodes got the event again, with `msg.twilio.replay`. */
  | { by: 'flow'; nodes: string[] };

const cannot = (message: string, hint: string): TwilioError => new TwilioError('INVALID_PARAMETER', message, { hint });

/**
 * Lets the flow get a webhook again. On the simulator, a person sends the same message or calls again. Otherwise the
 * nodes get the event with `replay: true`, and Twilio is not involved. What the flow sends then is really sent.
 * @throws {TwilioError} `INVALID_PARAMETER` when the entry cannot be replayed
 */
export async function replay(node: AccountNode, entry: ActivityEntry): Promise<Replayed> {
  const { what } = entry;
  const params = paramsOf(entry);
  if (!canReplay(entry) || params === undefined || !isKind(what)) {
    throw cannot(
      'This cannot be replayed',
      'Only events of messages, calls, recordings and transcriptions can be replayed.',
    );
  }
  const simulator = node.simulator?.get();
  if (simulator !== undefined && what === 'message') {
    await simulator.receiveMessage(personMessage(params));
    return { by: 'simulator' };
  }
  if (simulator !== undefined && what === 'call' && text(params, 'Direction') === 'inbound') {
    await simulator.placeCall({ from: text(params, 'From') ?? '', to: text(params, 'To') ?? '' });
    return { by: 'simulator' };
  }
  if (node.endpoint === undefined) {
    throw cannot('This account node cannot receive webhooks', node.webhookProblem ?? '');
  }
  const log = activityOf(node.id);
  const again = log.add({ type: 'webhook', what, ...summaryOfEntry(entry), params, isReplay: true });
  const nodes = node.endpoint.replay(what, params);
  log.change(again, { nodes });
  return { by: 'flow', nodes };
}

/** The message of a person with the content of a webhook. */
function personMessage(params: Params) {
  const media = Array.from({ length: number(params, 'NumMedia') ?? 0 }, (_, index) =>
    text(params, `MediaUrl${index}`),
  ).filter((url) => url !== undefined);
  const profileName = text(params, 'ProfileName');
  const from = text(params, 'From') ?? '';
  return {
    from,
    to: text(params, 'To') ?? '',
    body: text(params, 'Body') ?? '',
    media,
    channel: from.startsWith('whatsapp:') ? ('whatsapp' as const) : ('sms' as const),
    ...(profileName === undefined ? {} : { profileName }),
  };
}
