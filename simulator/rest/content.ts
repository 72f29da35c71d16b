import type { SimulatorContext } from '../model/context';
import { isoSeconds } from '../protocol/meta-pagination';
import { requireRecord, resourceRoutes } from './resource-routes';
import type { Route } from './router';
import type { ContentTemplate } from '../model/message-records';
import type { RestCall } from '../model/rest';

const PATH = '/v1/Content';

/** https://www.twilio.com/docs/content/content-api-resources */
export const contentRoutes: readonly Route[] = [
  ...resourceRoutes<ContentTemplate>({
    product: 'content',
    path: PATH,
    serialize: ({ world }, template) => contentResource(world, template),
    list: { key: 'contents', records: ({ world }) => world.templates.all() },
    one: { find: findTemplate },
  }),
  {
    method: 'GET',
    product: 'content',
    path: `${PATH}/{Sid}/ApprovalRequests`,
    answer(call) {
      const { sid, friendlyName, types } = requireRecord(call, findTemplate(call));
      const whatsapp = {
        type: 'whatsapp',
        name: friendlyName,
        category: 'UTILITY',
        content_type: Object.keys(types)[0] ?? '',
        status: 'approved',
        rejection_reason: '',
        allow_category_change: true,
      };
      const url = `https://content.twilio.com/v1/Content/${sid}/ApprovalRequests`;
      return { status: 200, body: { sid, account_sid: call.world.accountSid, whatsapp, url } };
    },
  },
];

function findTemplate({ world, path }: RestCall): ContentTemplate | undefined {
  return world.templates.get(path['Sid'] ?? '');
}

function contentResource(world: SimulatorContext, template: ContentTemplate): Record<string, unknown> {
  const { sid, friendlyName, language, variables, types } = template;
  const url = `https://content.twilio.com/v1/Content/${sid}`;
  return {
    sid,
    account_sid: world.accountSid,
    friendly_name: friendlyName,
    language,
    variables,
    types,
    url,
    date_created: isoSeconds(world.createdAt),
    date_updated: isoSeconds(world.createdAt),
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  };
}
