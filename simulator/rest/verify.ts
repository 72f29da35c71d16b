import { badRequest } from '../core/api-error';
import { traitsOf } from '../lookup/test-numbers';
import { carrierOf } from '../lookup/packages';
import { countryOf } from '../numbering/numbering-plan';
import type { VerifyChannel } from '../model/simulator';
import {
  checkVerification,
  endVerification,
  isOpen,
  isRecipient,
  pendingFor,
  startVerification,
  type StartRequest,
} from '../verify/verification';
import { invalidParameter } from '../verify/service';
import type { SimulatorContext } from '../model/context';
import { isoSeconds } from '../protocol/meta-pagination';
import { requireRecord, resourceRoutes } from './resource-routes';
import type { Route } from './router';
import { serviceOf } from './verify-services';
import type { VerificationRecord } from '../model/verify-records';
import type { Params, RestCall } from '../model/rest';

const PATH = '/v2/Services/{ServiceSid}/Verifications';

const CHANNELS: readonly VerifyChannel[] = ['sms', 'call', 'email', 'whatsapp', 'sna'];

/**
 * https://www.twilio.com/docs/verify/api/verification and https://www.twilio.com/docs/verify/api/verification-check
 *
 * Responses and errors never contain a code.
 */
export const verifyRoutes: readonly Route[] = [
  ...resourceRoutes<VerificationRecord>({
    product: 'verify',
    path: PATH,
    serialize: (call, record) => verificationResource(call.context, record, serviceOf(call).settings.lookup_enabled),
    create: (call) => startVerification(call.context, serviceOf(call), readStart(call)),
    one: {
      find: findVerification,
      update({ context, form }, record) {
        const status = form.get('Status');
        if (status !== 'canceled' && status !== 'approved') throw invalidParameter('Status');
        if (status === 'approved') context.usage.count('authy-phone-verifications', 1);
        endVerification(context, record, status);
      },
    },
  }),
  {
    method: 'POST',
    product: 'verify',
    path: '/v2/Services/{ServiceSid}/VerificationCheck',
    handle(call) {
      const { context, form } = call;
      const service = serviceOf(call);
      const to = form.get('To');
      const sid = form.get('VerificationSid');
      if (to === undefined && sid === undefined) throw badRequest(60221, 'No target verification specified');
      const record = requireRecord(
        call,
        sid === undefined ? pendingFor(context, service.sid, to ?? '') : bySid(context, service.sid, sid),
      );
      checkVerification(context, record, {
        code: form.get('Code'),
        amount: form.get('Amount'),
        payee: form.get('Payee'),
      });
      return { status: 200, body: checkResource(context, record) };
    },
  },
];

/** @throws ApiError 60200 for an invalid parameter, 60228 for an unknown template */
function readStart({ form, context }: RestCall): StartRequest {
  const to = form.get('To') ?? '';
  const channelParameter = form.get('Channel')?.toLowerCase();
  // `auto` is always SMS in the simulator.
  const channel = channelParameter === 'auto' ? 'sms' : CHANNELS.find((known) => known === channelParameter);
  if (channel === undefined) throw invalidParameter('Channel');
  if (!isRecipient(to, channel)) throw invalidParameter('To');
  const customCode = form.get('CustomCode');
  if (customCode !== undefined && !/^[0-9A-Za-z]{4,10}$/.test(customCode)) throw invalidParameter('CustomCode');
  const locale = form.get('Locale') ?? '';
  if (!/^(?:[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,4})?)?$/.test(locale)) throw invalidParameter('Locale');
  if (form.get('CustomMessage') !== undefined) throw badRequest(60243, 'Custom messages are not supported');
  checkTemplate(context, form, channel);
  for (const name of ['RateLimits', 'ChannelConfiguration', 'Tags', 'TemplateCustomSubstitutions']) {
    if (!isJsonObject(form.get(name))) throw invalidParameter(name);
  }
  const digits = form.get('SendDigits');
  if (digits !== undefined && !/^[0-9#*w]{1,32}$/i.test(digits)) throw invalidParameter('SendDigits');
  const friendlyName = form.get('CustomFriendlyName');
  if (friendlyName !== undefined && [...friendlyName].length > 30) throw invalidParameter('CustomFriendlyName');
  return { to, channel, friendlyName, locale, customCode, amount: form.get('Amount'), payee: form.get('Payee') };
}

/** The account has only Twilio's default template. */
function checkTemplate(context: SimulatorContext, form: Params, channel: VerifyChannel): void {
  const template = form.get('TemplateSid');
  if (template === undefined) return;
  if (!/^HJ[0-9a-fA-F]{32}$/.test(template)) throw invalidParameter('TemplateSid');
  if (template !== defaultTemplate(context)) throw badRequest(60228, 'Template was not found');
  if (channel === 'email' || channel === 'sna') {
    throw badRequest(60227, 'The selected channel for template is not supported');
  }
}

/** The SID of the default template. */
export function defaultTemplate(context: Pick<SimulatorContext, 'ids'>): string {
  return `HJ${context.ids.hex('verify template')}`;
}

/** Finds a verification that has not ended, by its SID or its recipient. */
function findVerification(call: RestCall): VerificationRecord | undefined {
  const service = serviceOf(call);
  const key = call.path['Sid'] ?? '';
  return bySid(call.context, service.sid, key) ?? pendingFor(call.context, service.sid, key);
}

function bySid(context: SimulatorContext, serviceSid: string, sid: string): VerificationRecord | undefined {
  const record = context.verifications.get(sid);
  return record?.view.serviceSid === serviceSid && isOpen(record.view.status) ? record : undefined;
}

/** The fields of both a verification and its check. */
function commonFields(
  context: SimulatorContext,
  { sid, view, amount, payee, createdAt, updatedAt }: VerificationRecord,
): object {
  return {
    sid,
    service_sid: view.serviceSid,
    account_sid: context.accountSid,
    to: view.to,
    channel: view.channel,
    status: view.status,
    valid: view.status === 'approved',
    amount: amount ?? null,
    payee: payee ?? null,
    date_created: isoSeconds(createdAt),
    date_updated: isoSeconds(updatedAt),
  };
}

function verificationResource(
  context: SimulatorContext,
  record: VerificationRecord,
  isLookedUp: boolean,
): Record<string, unknown> {
  const { sid, view, sends } = record;
  const url = `https://verify.twilio.com/v2/Services/${view.serviceSid}/Verifications/${sid}`;
  return {
    ...commonFields(context, record),
    lookup: isLookedUp || view.channel === 'sna' ? { carrier: carrier(view.to) } : {},
    send_code_attempts: sends.map((send) => ({
      time: isoSeconds(send.at),
      channel:
        send.channel === 'sms' || send.channel === 'email' || send.channel === 'call'
          ? send.channel.toUpperCase()
          : send.channel,
      attempt_sid: send.sid,
    })),
    sna: view.channel === 'sna' ? { url: `https://example.com/sna/${context.ids.hex(`sna ${sid}`)}` } : null,
    url,
  };
}

/** https://www.twilio.com/docs/verify/api/verification-check#verification-check-response-properties */
function checkResource(context: SimulatorContext, record: VerificationRecord): Record<string, unknown> {
  return { ...commonFields(context, record), sna_attempts_error_codes: record.view.channel === 'sna' ? [] : null };
}

function carrier(to: string): Record<string, unknown> {
  const country = countryOf(to);
  if (country === undefined)
    return { error_code: 60600, mobile_country_code: null, mobile_network_code: null, name: null, type: null };
  const traits = traitsOf(to, false);
  const { name, mcc, mnc } = carrierOf({ country, traits });
  const type = traits.lineType.endsWith('Voip') ? 'voip' : traits.lineType;
  return { error_code: null, mobile_country_code: mcc, mobile_network_code: mnc, name, type };
}

function isJsonObject(text: string | undefined): boolean {
  if (text === undefined) return true;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
