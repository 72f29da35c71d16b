import { notFound } from '../core/api-error';
import { touchMessage } from '../messaging/message';
import type { SimulatorContext } from '../model/context';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { messageOf } from './messages';
import { ACCOUNT_PATH, accountUri, requireRecord, resourceRoutes } from './resource-routes';
import type { SimulatedMedia } from '../model/simulator';
import type { Route } from './router';
import type { MessageRecord } from '../model/message-records';
import type { RestCall } from '../model/rest';

const PATH = `${ACCOUNT_PATH}/Messages/{MessageSid}/Media`;

/** https://www.twilio.com/docs/messaging/api/media-resource */
export const mediaRoutes: readonly Route[] = [
  ...resourceRoutes<SimulatedMedia>({
    product: 'api',
    path: PATH,
    serialize: (call, media) => mediaResource(call.context, messageOf(call, 'MessageSid'), media),
    list: {
      key: 'media_list',
      records(call) {
        const { createdAt, view } = messageOf(call, 'MessageSid');
        return dateFilter(call.query, 'DateCreated')(createdAt) ? view.media : [];
      },
    },
    one: { find: findMedia, remove: removeMedia },
  }),
  {
    method: 'GET',
    product: 'api',
    path: `${PATH}/{Sid}`,
    open: true,
    handle(call) {
      const media = requireRecord(call, findMedia(call));
      const file = call.context.media.get(media.sid);
      if (file !== undefined) return { status: 200, body: file.bytes, headers: { 'Content-Type': file.contentType } };
      // A Twilio URL without bytes: the file was removed.
      if (media.url.endsWith(call.pathname)) throw notFound(call.pathname);
      return { status: 307, headers: { Location: media.url } };
    },
  },
];

function findMedia(call: RestCall): SimulatedMedia | undefined {
  return messageOf(call, 'MessageSid').view.media.find(({ sid }) => sid === call.path['Sid']);
}

function removeMedia(call: RestCall, media: SimulatedMedia): void {
  const message = messageOf(call, 'MessageSid');
  call.context.media.remove(media.sid);
  message.view.media = message.view.media.filter((item) => item !== media);
  touchMessage(call.context, message);
}

function mediaResource(
  context: SimulatorContext,
  { sid, createdAt }: MessageRecord,
  media: SimulatedMedia,
): Record<string, unknown> {
  return {
    account_sid: context.accountSid,
    content_type: media.contentType,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(createdAt),
    parent_sid: sid,
    sid: media.sid,
    uri: `${accountUri(context)}/Messages/${sid}/Media/${media.sid}.json`,
  };
}
