import { endVerification, isOpen } from '../verify/verification';
import { invalidParameter, newService, readServiceSettings, serviceResource } from '../verify/service';
import { requireRecord, resourceRoutes } from './resource-routes';
import type { VerifyService } from '../model/verify-records';
import type { RestCall } from '../model/rest';

/** https://www.twilio.com/docs/verify/api/service */
export const verifyServiceRoutes = resourceRoutes<VerifyService>({
  product: 'verify',
  path: '/v2/Services',
  serialize: ({ context }, service) => serviceResource(context, service),
  list: { key: 'services', records: ({ context }) => context.verifyServices.all().reverse() },
  create({ context, form }) {
    const name = form.get('FriendlyName');
    if (name === undefined) throw invalidParameter('FriendlyName');
    const service = newService(context.ids.sid('VA'), name, context.timers.now());
    service.settings = readServiceSettings(form, service.settings);
    context.verifyServices.add(service);
    return service;
  },
  one: {
    parameter: 'ServiceSid',
    find: serviceOf,
    update({ context, form }, service) {
      service.settings = readServiceSettings(form, service.settings);
      service.updatedAt = context.timers.now();
    },
    remove({ context }, { sid }) {
      for (const record of context.verifications.all()) {
        if (record.view.serviceSid === sid && isOpen(record.view.status)) endVerification(context, record, 'deleted');
      }
      context.verifyServices.remove(sid);
    },
  },
});

/** @throws ApiError 20404 when there is no such service */
export function serviceOf(call: RestCall): VerifyService {
  return requireRecord(call, call.context.verifyServices.get(call.path['ServiceSid'] ?? ''));
}
