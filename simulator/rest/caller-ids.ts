import { rfc2822 } from '../protocol/dates';
import { ACCOUNT_PATH, accountUri, resourceRoutes } from './resource-routes';
import type { CallerIdRecord } from '../model/numbers';

/**
 * The verified caller IDs. A new one is verified by a call with a code, which the simulator does not make.
 * https://www.twilio.com/docs/voice/api/outgoing-caller-ids
 */
export const callerIdRoutes = resourceRoutes<CallerIdRecord>({
  product: 'api',
  path: `${ACCOUNT_PATH}/OutgoingCallerIds`,
  serialize: ({ context }, { sid, phoneNumber, friendlyName, createdAt, updatedAt }) => ({
    sid,
    account_sid: context.accountSid,
    friendly_name: friendlyName,
    phone_number: phoneNumber,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(updatedAt),
    uri: `${accountUri(context)}/OutgoingCallerIds/${sid}.json`,
  }),
  list: {
    key: 'outgoing_caller_ids',
    records({ context, query }) {
      const number = query.get('PhoneNumber');
      const name = query.get('FriendlyName');
      return context.callerIds
        .all()
        .filter(
          ({ phoneNumber, friendlyName }) =>
            (number === undefined || phoneNumber === number) && (name === undefined || friendlyName === name),
        );
    },
  },
  one: {
    find: ({ context, path }) => context.callerIds.get(path['Sid'] ?? ''),
    update({ context, form }, callerId) {
      callerId.friendlyName = form.get('FriendlyName') ?? callerId.friendlyName;
      callerId.updatedAt = context.timers.now();
    },
    remove({ context }, { sid }) {
      context.callerIds.remove(sid);
    },
  },
});
