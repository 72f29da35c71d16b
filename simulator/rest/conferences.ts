import { badRequest } from '../core/api-error';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { announce } from '../voice/conferences/conference-audio';
import { endConference } from '../voice/conferences/conference';
import { dateFilter, rfc2822 } from '../protocol/dates';
import { readAddress } from './call-create';
import { ACCOUNT_PATH, accountUri, requireRecord, resourceRoutes } from './resource-routes';
import type { ConferenceRecord } from '../model/conference-records';
import type { Params, RestCall } from '../model/rest';
import type { Route } from './router';

/** The path of the Conferences resource. */
export const CONFERENCES_PATH = `${ACCOUNT_PATH}/Conferences`;

/** https://www.twilio.com/docs/voice/api/conference-resource */
export const conferenceRoutes: readonly Route[] = resourceRoutes<ConferenceRecord>({
  product: 'api',
  path: CONFERENCES_PATH,
  serialize: ({ context }, conference) => conferenceResource(context, conference),
  list: {
    key: 'conferences',
    records: ({ context, query }) => context.conferences.all().filter(queryFilter(query)).reverse(),
  },
  one: { find: (call) => conferenceOf(call, 'Sid'), update: updateConference },
});

/** https://www.twilio.com/docs/voice/api/conference-resource#update-a-conference-resource */
function updateConference({ context, form }: RestCall, conference: ConferenceRecord): void {
  const status = form.get('Status');
  if (status !== undefined && status !== 'completed') throw badRequest(20001, `Status must be completed: ${status}`);
  const announcement = readAddress(form, 'AnnounceUrl', 'AnnounceMethod');
  if (announcement !== undefined) {
    // Twilio's pages do not have the error for a conference that is not in progress.
    if (conference.status !== 'in-progress') throw badRequest(20001, 'The conference is not in progress');
    announce(context, conference, announcement);
  }
  if (status === 'completed') endConference(context, conference, 'conference-ended-via-api');
}

/** @throws ApiError 20404 when there is no such conference */
export function conferenceOf(call: RestCall, parameter = 'ConferenceSid'): ConferenceRecord {
  return requireRecord(call, call.context.conferences.get(call.path[parameter] ?? ''));
}

function queryFilter(query: Params): (conference: ConferenceRecord) => boolean {
  const name = query.get('FriendlyName');
  const status = query.get('Status');
  const created = dateFilter(query, 'DateCreated');
  const updated = dateFilter(query, 'DateUpdated');
  return (conference) =>
    (name === undefined || conference.friendlyName === name) &&
    (status === undefined || conference.status === status) &&
    created(conference.createdAt) &&
    updated(conference.updatedAt);
}

function conferenceResource(context: SimulatorContext, conference: ConferenceRecord): Record<string, unknown> {
  const { sid, friendlyName, status, createdAt, updatedAt, ended } = conference;
  const uri = `${accountUri(context)}/Conferences/${sid}`;
  return {
    account_sid: context.accountSid,
    api_version: API_VERSION,
    call_sid_ending_conference: ended?.by?.call.sid ?? null,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(updatedAt),
    friendly_name: friendlyName,
    reason_conference_ended: ended?.reason ?? null,
    region: 'us1',
    sid,
    status,
    subresource_uris: { participants: `${uri}/Participants.json`, recordings: `${uri}/Recordings.json` },
    uri: `${uri}.json`,
  };
}
