import { notFound } from '../core/api-error';
import type { SimulatorContext } from '../model/context';
import { isoSeconds, metaPage } from '../protocol/meta-pagination';
import type { Route } from './router';
import type { AuditEvent } from '../model/usage-records';
import type { RestCall } from '../model/rest';

const LIST_PATH = '/v1/Events';

/** https://www.twilio.com/docs/usage/monitor-events */
export const auditRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'monitor',
    path: LIST_PATH,
    answer(call) {
      const events = call.world.audit.all().filter((event) => isWanted(call, event));
      return { status: 200, body: metaPage(call, 'monitor', 'events', events, (event) => resource(call.world, event)) };
    },
  },
  {
    method: 'GET',
    product: 'monitor',
    path: `${LIST_PATH}/{Sid}`,
    answer({ world, path, pathname }) {
      const event = world.audit.get(path['Sid'] ?? '');
      if (event === undefined) throw notFound(pathname);
      return { status: 200, body: resource(world, event) };
    },
  },
];

/** A bound of the span; a day without a time is its beginning. */
const time = (text: string | undefined, otherwise: number): number => {
  const parsed = Date.parse(text ?? '');
  return Number.isNaN(parsed) ? otherwise : parsed;
};

function isWanted({ query }: RestCall, { type, resourceSid, at }: AuditEvent): boolean {
  const wantedType = query.get('EventType') ?? '';
  const wantedSid = query.get('ResourceSid') ?? '';
  return (
    (wantedType === '' || wantedType === type) &&
    (wantedSid === '' || wantedSid === resourceSid) &&
    at >= time(query.get('StartDate'), 0) &&
    at <= time(query.get('EndDate'), Infinity)
  );
}

function resource(
  world: SimulatorContext,
  { sid, type, resourceType, resourceSid, at }: AuditEvent,
): Record<string, unknown> {
  const url = `https://monitor.twilio.com${LIST_PATH}/${sid}`;
  return {
    account_sid: world.accountSid,
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
