import { end, isOpen } from '../verify/verification';
import { invalidParameter, newService, readServiceSettings, serviceResource } from '../verify/service';
import { requireRecord, resourceRoutes } from './resource-routes';
import type { VerifyService } from '../model/verify-records';
import type { RestCall } from '../model/rest';

/** https://www.twilio.com/docs/verify/api/service */
export const verifyServiceRoutes = resourceRoutes<VerifyService>({
  product: 'verify',
  path: '/v2/Services',
  serialize: ({ world }, service) => serviceResource(world, service),
  list: { key: 'services', records: ({ world }) => world.verifyServices.all().reverse() },
  create({ world, form }) {
    const name = form.get('FriendlyName');
    if (name === undefined) throw invalidParameter('FriendlyName');
    const service = newService(world.ids.sid('VA'), name, world.timers.now());
    service.settings = readServiceSettings(form, service.settings);
    world.verifyServices.add(service);
    return service;
  },
  one: {
    parameter: 'ServiceSid',
    find: serviceOf,
    update({ world, form }, service) {
      service.settings = readServiceSettings(form, service.settings);
      service.updatedAt = world.timers.now();
    },
    remove({ world }, { sid }) {
      for (const record of world.verifications.all()) {
        if (record.view.serviceSid === sid && isOpen(record.view.status)) end(world, record, 'deleted');
      }
      world.verifyServices.remove(sid);
    },
  },
});

/** @throws ApiError 20404 when there is no such service */
export function serviceOf(call: RestCall): VerifyService {
  return requireRecord(call, call.world.verifyServices.get(call.path['ServiceSid'] ?? ''));
}
