import { notFound } from '../core/api-error';
import { end, isOpen } from '../verify/verification';
import { invalidParameter, newService, readServiceSettings, serviceResource } from '../verify/service';
import { metaPage } from '../protocol/meta-pagination';
import type { Route } from './router';
import type { VerifyService } from '../model/verify-records';
import type { RestCall } from '../model/rest';

const LIST_PATH = '/v2/Services';
const ONE_PATH = '/v2/Services/{ServiceSid}';

/** https://www.twilio.com/docs/verify/api/service */
export const verifyServiceRoutes: readonly Route[] = [
  {
    method: 'POST',
    product: 'verify',
    path: LIST_PATH,
    answer({ world, form }) {
      const name = form.get('FriendlyName');
      if (name === undefined) throw invalidParameter('FriendlyName');
      const service = newService(world.ids.sid('VA'), name, world.timers.now());
      service.settings = readServiceSettings(form, service.settings);
      world.verifyServices.add(service);
      return { status: 201, body: serviceResource(world, service) };
    },
  },
  {
    method: 'GET',
    product: 'verify',
    path: LIST_PATH,
    answer(call) {
      const { world } = call;
      const services = world.verifyServices.all().reverse();
      return {
        status: 200,
        body: metaPage(call, 'verify', 'services', services, (service) => serviceResource(world, service)),
      };
    },
  },
  {
    method: 'GET',
    product: 'verify',
    path: ONE_PATH,
    answer: (call) => ({ status: 200, body: serviceResource(call.world, serviceOf(call)) }),
  },
  {
    method: 'POST',
    product: 'verify',
    path: ONE_PATH,
    answer(call) {
      const service = serviceOf(call);
      service.settings = readServiceSettings(call.form, service.settings);
      service.updatedAt = call.world.timers.now();
      return { status: 200, body: serviceResource(call.world, service) };
    },
  },
  {
    method: 'DELETE',
    product: 'verify',
    path: ONE_PATH,
    answer(call) {
      const { world } = call;
      const { sid } = serviceOf(call);
      for (const record of world.verifications.all()) {
        if (record.view.serviceSid === sid && isOpen(record.view.status)) end(world, record, 'deleted');
      }
      world.verifyServices.remove(sid);
      return { status: 204 };
    },
  },
];

/** @throws ApiError 20404 when there is no such service */
export function serviceOf(call: RestCall): VerifyService {
  const service = call.world.verifyServices.get(call.path['ServiceSid'] ?? '');
  if (service === undefined) throw notFound(call.pathname);
  return service;
}
