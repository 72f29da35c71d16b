import { lazy } from '../lazy';
import type { Account } from '../account/account';
import type { MessageEvent } from '../events/message';
import { messageFilter, type MessageFilterFields } from '../events/message-filters';
import { messageContent } from '../messages/content';
import type * as twimlModule from '../messages/twiml';
import { deadlineSeconds } from './deadline';
import { fetchFile, progressText, type FetchFields, type FetchMode } from './files';
import type { TriggerDeclaration, TriggerFields } from './trigger';

/** The properties of a message trigger, as Node-RED stores them. */
export interface MessageTriggerFields extends TriggerFields, MessageFilterFields, FetchFields {
  respond?: 'empty' | 'text' | 'flow';
  replyText?: string;
  /** URLs, separated by commas or white space. */
  replyMedia?: string;
  /** How long Twilio waits for the flow, in seconds. */
  deadline?: number | string;
  /** Whether media is downloaded, and where to. */
  fetchMedia?: FetchMode;
}

const twiml = lazy<typeof twimlModule>(__filename, '../messages/twiml');

/** The trigger for incoming messages on some channels. */
export function messageTrigger(
  matches: (event: MessageEvent) => boolean,
): TriggerDeclaration<'message', MessageTriggerFields> {
  return {
    kind: 'message',
    matches,
    filter: messageFilter,
    answer({ respond, replyText, replyMedia, deadline }) {
      if (respond === 'flow') return () => ({ by: 'flow', deadlineSeconds: deadlineSeconds(deadline) });
      if (respond !== 'text') return () => ({ by: 'empty' });
      const document = twiml().messageTwiml(messageContent(replyText, replyMedia));
      return () => ({ by: 'document', twiml: document });
    },
    payload: (event) => event.body,
    topic: (event) => event.from,
    prepare({ event, fields, account, progress }) {
      const { fetchMedia } = fields;
      const { media } = event;
      if (media === undefined || (fetchMedia !== 'buffer' && fetchMedia !== 'file')) return undefined;
      return downloadAll(account, fetchMedia, event, fields, progress).then(() => ({}));
    },
  };
}

/**
 * Downloads a message's media and adds the bytes or the file to each medium. They are downloaded one after the other, so a
 * message whose third file fails goes to Catch with the first two.
 */
async function downloadAll(
  account: Account,
  mode: 'buffer' | 'file',
  { messageSid, media = [] }: MessageEvent,
  fields: FetchFields,
  progress: (text: string) => void,
): Promise<void> {
  for (const [index, item] of media.entries()) {
    const own = /\/Media\/(ME[0-9a-f]{32})/i.exec(item.url)?.[1];
    const name = own === undefined ? { sid: messageSid, suffix: `-${index}` } : { sid: own, suffix: '' };
    const file = await fetchFile(account, mode, item.url, name, fields, (bytes, total) => {
      progress(`${index + 1}/${media.length}: ${progressText(bytes, total)}`);
    });
    Object.assign(item, file);
  }
}
