import { notFound } from '../core/api-error';
import type { SimulatorContext } from '../model/context';
import { isoSeconds, metaPage } from '../protocol/meta-pagination';
import type { Route } from './router';
import type { ContentTemplate } from '../model/message-records';
import type { RestCall } from '../model/rest';

/** https://www.twilio.com/docs/content/content-api-resources */
export const contentRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'content',
    path: '/v1/Content',
    answer(call) {
      const { world } = call;
      const body = metaPage(call, 'content', 'contents', world.templates.all(), (one) => contentResource(world, one));
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    product: 'content',
    path: '/v1/Content/{Sid}',
    answer: (call) => ({ status: 200, body: contentResource(call.world, templateOf(call)) }),
  },
  {
    method: 'GET',
    product: 'content',
    path: '/v1/Content/{Sid}/ApprovalRequests',
    answer(call) {
      const { world } = call;
      const { sid, friendlyName, types } = templateOf(call);
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
      return { status: 200, body: { sid, account_sid: world.accountSid, whatsapp, url } };
    },
  },
];

function templateOf(call: RestCall): ContentTemplate {
  const template = call.world.templates.get(call.path['Sid'] ?? '');
  if (template === undefined) throw notFound(call.pathname);
  return template;
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
