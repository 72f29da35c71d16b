import type { Timers } from '../core/clock';
import type { Ids } from '../core/ids';
import { sampleTemplates } from '../messaging/templates';
import { createBoundedStore } from '../core/bounded-store';
import { newService } from '../verify/service';
import type { SimulatorContext } from '../model/context';
import { SimulatorInputError } from '../core/input-error';
import type { SimulatorOptions } from '../model/options';
import type { ContentTemplate, MessagingService } from '../model/message-records';
import type { VerifyService, VerificationRecord } from '../model/verify-records';

/** The limit of services and of templates. The oldest are removed. */
const MAX_SERVICES = 100;

/** The initial resources of an account besides numbers. */
export type SeedData = Pick<SimulatorContext, 'verifyServices' | 'verifications' | 'messagingServices' | 'templates'>;

/**
 * A Messaging Service, a Verify Service, some templates, and those of the options.
 * @throws SimulatorInputError for an invalid SID
 */
export function createSeedData(options: SimulatorOptions, ids: Ids, timers: Timers, limit: number): SeedData {
  const now = timers.now();
  const given = (prefix: string, sids: readonly string[] = []): string[] => {
    for (const sid of sids) assertSid(prefix, sid);
    return [...new Set([`${prefix}${ids.hex(`the first ${prefix}`)}`, ...sids])];
  };
  const messagingServices = createBoundedStore<MessagingService>(MAX_SERVICES);
  for (const sid of given('MG', options.messagingServices)) {
    messagingServices.add({ sid, friendlyName: 'Simulated service', createdAt: now });
  }
  const verifyServices = createBoundedStore<VerifyService>(MAX_SERVICES);
  for (const sid of given('VA', options.verifyServices)) verifyServices.add(newService(sid, 'Simulator', now));
  const templates = createBoundedStore<ContentTemplate>(MAX_SERVICES);
  for (const sample of sampleTemplates((name) => `HX${ids.hex(`template ${name}`)}`)) templates.add(sample);
  for (const { sid, friendlyName, language = 'en', variables = {}, types } of options.templates ?? []) {
    if (sid !== undefined) assertSid('HX', sid);
    templates.add({ sid: sid ?? `HX${ids.hex(`template ${friendlyName}`)}`, friendlyName, language, variables, types });
  }
  const verifications = createBoundedStore<VerificationRecord>(limit, ({ cancelTimer }) => {
    cancelTimer();
  });
  return { messagingServices, verifyServices, verifications, templates };
}

function assertSid(prefix: string, sid: string): void {
  if (!new RegExp(`^${prefix}[0-9a-fA-F]{32}$`).test(sid)) {
    throw new SimulatorInputError(`"${sid}" is not a valid SID: ${prefix} and 32 hex digits.`);
  }
}
