import { notFound } from '../core/api-error';
import { touchMessage } from '../messaging/message';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { messageOf } from './messages';
import { pageOf } from '../protocol/paging';
import type { SimulatedMedia } from '../model/simulator';
import type { Route } from './router';
import type { MessageRecord } from '../model/message-records';
import type { RestCall } from '../model/rest';

const LIST_PATH = '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media.json';
const ONE_PATH = '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}.json';

/** https://www.twilio.com/docs/messaging/api/media-resource */
export const mediaRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'api',
    path: LIST_PATH,
    answer(call) {
      const message = messageOf(call, 'MessageSid');
      const media = dateFilter(call.query, 'DateCreated')(message.createdAt) ? message.view.media : [];
      const body = pageOf(call, 'media_list', media, (item) => mediaResource(call.world, message, item));
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    product: 'api',
    path: ONE_PATH,
    answer(call) {
      const { message, media } = mediaOf(call);
      return { status: 200, body: mediaResource(call.world, message, media) };
    },
  },
  {
    method: 'GET',
    product: 'api',
    path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}',
    open: true,
    answer(call) {
      const { media } = mediaOf(call);
      const file = call.world.media.get(media.sid);
      if (file !== undefined) return { status: 200, body: file.bytes, headers: { 'Content-Type': file.contentType } };
      // What was given by its address is there; a file of which the bytes were forgotten is nowhere.
      if (media.url.endsWith(call.pathname)) throw notFound(call.pathname);
      return { status: 307, headers: { Location: media.url } };
    },
  },
  {
    method: 'DELETE',
    product: 'api',
    path: ONE_PATH,
    answer(call) {
      const { message, media } = mediaOf(call);
      call.world.media.remove(media.sid);
      message.view.media = message.view.media.filter((item) => item !== media);
      touchMessage(call.world, message);
      return { status: 204 };
    },
  },
];

function mediaOf(call: RestCall): { message: MessageRecord; media: SimulatedMedia } {
  const message = messageOf(call, 'MessageSid');
  const media = message.view.media.find((item) => item.sid === call.path['Sid']);
  if (media === undefined) throw notFound(call.pathname);
  return { message, media };
}

function mediaResource(
  world: SimulatorContext,
  { sid, createdAt }: MessageRecord,
  media: SimulatedMedia,
): Record<string, unknown> {
  return {
    account_sid: world.accountSid,
    content_type: media.contentType,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(createdAt),
    parent_sid: sid,
    sid: media.sid,
    uri: `/${API_VERSION}/Accounts/${world.accountSid}/Messages/${sid}/Media/${media.sid}.json`,
  };
}
