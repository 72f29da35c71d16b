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
    serialize: ({ context }, template) => contentResource(context, template),
    list: { key: 'contents', records: ({ context }) => context.templates.all() },
    one: { find: findTemplate },
  }),
  {
    method: 'GET',
    product: 'content',
    path: `${PATH}/{Sid}/ApprovalRequests`,
    handle(call) {
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
      return { status: 200, body: { sid, account_sid: call.context.accountSid, whatsapp, url } };
    },
  },
];

function findTemplate({ context, path }: RestCall): ContentTemplate | undefined {
  return context.templates.get(path['Sid'] ?? '');
}

function contentResource(context: SimulatorContext, template: ContentTemplate): Record<string, unknown> {
  const { sid, friendlyName, language, variables, types } = template;
  const url = `https://content.twilio.com/v1/Content/${sid}`;
  return {
    sid,
    account_sid: context.accountSid,
    friendly_name: friendlyName,
    language,
    variables,
    types,
    url,
    date_created: isoSeconds(context.createdAt),
    date_updated: isoSeconds(context.createdAt),
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  };
}
