import type { Ids } from '../core/ids';
import type { Timers } from '../core/clock';
import { createBoundedStore } from '../core/bounded-store';
import type { AuditEvent, Audit } from '../model/usage-records';

/** Twilio keeps 30 days. The simulator keeps a number of events. */
const MAX_EVENTS = 500;

/** The resources and actions with audit events. */
const KINDS: Readonly<Record<string, { type: string; actions: readonly string[] }>> = {
  IncomingPhoneNumbers: { type: 'phone-number', actions: ['created', 'updated', 'deleted'] },
  Messages: { type: 'message', actions: ['deleted'] },
  Calls: { type: 'call', actions: ['deleted'] },
  Recordings: { type: 'recording', actions: ['deleted'] },
  Transcriptions: { type: 'transcription', actions: ['deleted'] },
};

const RESOURCE_PATH = /^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/(\w+?)(?:\/([A-Z]{2}[0-9a-f]{32}))?\.json$/i;

/** The first event is the creation of the account. */
export function createAudit(accountSid: string, ids: Ids, timers: Timers): Audit {
  const events = createBoundedStore<AuditEvent>(MAX_EVENTS);
  const add = (resourceType: string, action: string, resourceSid: string): void => {
    const type = `${resourceType}.${action}`;
    events.add({ sid: ids.sid('AE'), type, resourceType, resourceSid, at: timers.now() });
  };
  add('account', 'created', accountSid);
  return {
    record(method, pathname, resourceSid) {
      const [, collection = '', sid] = RESOURCE_PATH.exec(pathname) ?? [];
      const kind = Object.hasOwn(KINDS, collection) ? KINDS[collection] : undefined;
      const action = method === 'DELETE' ? 'deleted' : sid === undefined ? 'created' : 'updated';
      if (kind === undefined || method === 'GET' || !kind.actions.includes(action)) return;
      add(kind.type, action, sid ?? resourceSid);
    },
    get: (sid) => events.get(sid),
    all: () => events.all().reverse(),
  };
}
