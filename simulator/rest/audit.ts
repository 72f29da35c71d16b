import type { SimulatorContext } from '../model/context';
import { isoSeconds } from '../protocol/meta-pagination';
import { resourceRoutes } from './resource-routes';
import type { AuditEvent } from '../model/usage-records';
import type { RestCall } from '../model/rest';

const PATH = '/v1/Events';

/** https://www.twilio.com/docs/usage/monitor-events */
export const auditRoutes = resourceRoutes<AuditEvent>({
  product: 'monitor',
  path: PATH,
  serialize: ({ context }, event) => eventResource(context, event),
  list: {
    key: 'events',
    records: (call) => call.context.audit.all().filter((event) => matchesQuery(call, event)),
  },
  one: { find: ({ context, path }) => context.audit.get(path['Sid'] ?? '') },
});

/** A day without a time means its start in UTC. */
const parseTime = (text: string | undefined, fallback: number): number => {
  const parsed = Date.parse(text ?? '');
  return Number.isNaN(parsed) ? fallback : parsed;
};

function matchesQuery({ query }: RestCall, { type, resourceSid, at }: AuditEvent): boolean {
  const eventType = query.get('EventType') ?? '';
  const eventSid = query.get('ResourceSid') ?? '';
  return (
    (eventType === '' || eventType === type) &&
    (eventSid === '' || eventSid === resourceSid) &&
    at >= parseTime(query.get('StartDate'), 0) &&
    at <= parseTime(query.get('EndDate'), Infinity)
  );
}

function eventResource(
  context: SimulatorContext,
  { sid, type, resourceType, resourceSid, at }: AuditEvent,
): Record<string, unknown> {
  const url = `https://monitor.twilio.com${PATH}/${sid}`;
  return {
    account_sid: context.accountSid,
    actor_sid: null,
    actor_type: 'account',
    description: null,
    event_data: null,
    event_date: isoSeconds(at),
    event_type: type,
    resource_sid: resourceSid,
    resource_type: resourceType,
    sid,
    source: 'api',
    source_ip_address: '127.0.0.1',
    url,
    links: { actor: null, resource: null },
  };
}
