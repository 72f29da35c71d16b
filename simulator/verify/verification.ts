import { isLandline } from '../lookup/test-numbers';
import { ApiError, badRequest } from '../core/api-error';
import { isE164 } from '../numbering/phone-numbers';
import type { SimulatedVerification, VerifyChannel } from '../model/simulator';
import type { SimulatorContext } from '../model/context';
import { sendCode } from './send-code';
import { invalidParameter } from './service';
import type { VerifyService, VerificationRecord } from '../model/verify-records';

/** A validated request to send a code. */
export interface StartRequest {
  to: string;
  channel: VerifyChannel;
  /** The name in the message, instead of the service's. */
  friendlyName: string | undefined;
  locale: string;
  customCode: string | undefined;
  amount: string | undefined;
  payee: string | undefined;
}

/** The validity of a code. https://www.twilio.com/docs/verify/api/verification */
const LIFETIME_MS = 10 * 60_000;
/** https://www.twilio.com/docs/api/errors/60203 */
const MAX_SENDS = 5;
/** https://www.twilio.com/docs/api/errors/60202 */
const MAX_ATTEMPTS = 5;

/** The open verification of a recipient, if any. */
export function pendingFor(context: SimulatorContext, serviceSid: string, to: string): VerificationRecord | undefined {
  return context.verifications
    .all()
    .reverse()
    .find(({ view }) => view.serviceSid === serviceSid && view.to === to && isOpen(view.status));
}

/** True until the verification has its result. Then Twilio deletes it. */
export function isOpen(status: SimulatedVerification['status']): boolean {
  return status === 'pending' || status === 'max_attempts_reached';
}

/**
 * Sends a code. An open verification sends its code again.
 * @throws ApiError 60203 after five sends, 60205 for a landline, 60204, 60206 and 60214 for features of the service
 */
export function startVerification(
  context: SimulatorContext,
  service: VerifyService,
  request: StartRequest,
): VerificationRecord {
  checkFeatures(service, request);
  const { to, channel, customCode } = request;
  const open = pendingFor(context, service.sid, to);
  if (open !== undefined && open.sends.length >= MAX_SENDS) {
    throw new ApiError(429, 60203, 'Max send attempts reached');
  }
  const record = open ?? newVerification(context, service, request);
  const now = context.timers.now();
  record.sends.push({ at: now, channel, sid: context.ids.sid('VL') });
  record.updatedAt = now;
  record.view.channel = channel;
  if (customCode !== undefined) record.view.code = customCode;
  if (open === undefined) context.verifications.add(record);
  publishVerification(context, record);
  sendCode(context, record.view, request.friendlyName ?? service.settings.friendly_name, {
    locale: request.locale,
    warn: service.settings.do_not_share_warning_enabled,
    amount: request.amount,
    payee: request.payee,
  });
  return record;
}

/** Checks that the service has the requested features. */
function checkFeatures({ settings }: VerifyService, { to, channel, customCode, amount, payee }: StartRequest): void {
  if (channel === 'sms' && settings.skip_sms_to_landlines && isLandline(to)) {
    throw new ApiError(403, 60205, 'SMS is not supported by landline phone number');
  }
  if (customCode !== undefined && !settings.custom_code_enabled) throw unsupportedFeature();
  if (settings.psd2_enabled) {
    if (amount === undefined || payee === undefined) {
      throw badRequest(60206, "'Amount' & 'Payee' params are required");
    }
    if (channel === 'call') throw badRequest(60214, 'Call channel is not supported when using PSD2');
  } else if (amount !== undefined || payee !== undefined) throw unsupportedFeature();
}

function unsupportedFeature(): ApiError {
  return new ApiError(403, 60204, 'Service does not support this feature');
}

function newVerification(context: SimulatorContext, service: VerifyService, request: StartRequest): VerificationRecord {
  const sid = context.ids.sid('VE');
  const now = context.timers.now();
  const { to, channel, amount, payee } = request;
  const record: VerificationRecord = {
    sid,
    createdAt: now,
    updatedAt: now,
    amount,
    payee,
    sends: [],
    cancelTimer: context.timers.after(LIFETIME_MS, () => {
      if (isOpen(record.view.status)) endVerification(context, record, 'expired');
    }),
    view: {
      sid,
      serviceSid: service.sid,
      to,
      channel,
      status: 'pending',
      code: generateCode(context, sid, service.settings.code_length),
      attempts: 0,
      dateCreated: new Date(now).toISOString(),
      expiresAt: new Date(now + LIFETIME_MS).toISOString(),
    },
  };
  return record;
}

/** A code to check. */
export interface CheckRequest {
  code: string | undefined;
  amount: string | undefined;
  payee: string | undefined;
}

/**
 * Checks a code. A silent network authentication has no code and is approved.
 * @throws ApiError 60202 after five wrong codes
 */
export function checkVerification(context: SimulatorContext, record: VerificationRecord, request: CheckRequest): void {
  const { view } = record;
  const isSilent = view.channel === 'sna' && request.code === undefined;
  if (!isSilent && !/^[0-9A-Za-z]{4,10}$/.test(request.code ?? '')) throw invalidParameter('Code');
  if (view.status === 'max_attempts_reached') throw tooManyAttempts();
  const isSame = record.amount === request.amount && record.payee === request.payee;
  if (isSame && (isSilent || request.code === view.code)) {
    context.usage.count('authy-phone-verifications', 1);
    endVerification(context, record, 'approved');
    return;
  }
  view.attempts += 1;
  record.updatedAt = context.timers.now();
  if (view.attempts >= MAX_ATTEMPTS) view.status = 'max_attempts_reached';
  publishVerification(context, record);
}

function tooManyAttempts(): ApiError {
  return new ApiError(429, 60202, 'Max check attempts reached');
}

/** Ends a verification. The API no longer returns it. */
export function endVerification(
  context: SimulatorContext,
  record: VerificationRecord,
  status: Exclude<SimulatedVerification['status'], 'pending' | 'max_attempts_reached'>,
): void {
  record.cancelTimer();
  record.view.status = status;
  record.updatedAt = context.timers.now();
  publishVerification(context, record);
}

/** True for a valid recipient of the channel. */
export function isRecipient(to: string, channel: VerifyChannel): boolean {
  return channel === 'email' ? /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(to) : isE164(to);
}

/** The digits depend on the seed and the SID. */
function generateCode(context: SimulatorContext, sid: string, length: number): string {
  return Array.from({ length }, (_, index) =>
    String(Math.floor(context.ids.fraction(`code ${sid} ${String(index)}`) * 10)),
  ).join('');
}

function publishVerification(context: SimulatorContext, record: VerificationRecord): void {
  if (context.verifications.get(record.sid) === record) {
    context.publish({ type: 'verification', item: { ...record.view } });
  }
}
