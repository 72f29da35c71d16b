import type { Channel } from './message';

/** Whether `number` is a phone number in E.164 format. See https://www.twilio.com/docs/glossary/what-e164. */
export function isE164(number: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(number);
}

/** Converts user input to E.164, or returns undefined. Ignores spaces, dashes, dots, slashes and brackets; `00` means `+`. */
export function parseNumber(input: string): string | undefined {
  const number = input.replace(/[\s().\-/\u00a0\u2010-\u2015]/g, '').replace(/^00/, '+');
  return isE164(number) ? number : undefined;
}

/** Whether a message can be sent to this address: a phone number or a short code, but not an alphanumeric sender ID. */
export function acceptsReplies(address: string): boolean {
  return isE164(address) || /^\d{3,8}$/.test(address);
}

/** `whatsapp:+14155550123` becomes `+14155550123`. */
export function stripChannel(address: string): string {
  return address.replace(/^whatsapp:/, '');
}

/** Adds `whatsapp:` for WhatsApp and removes it for SMS. */
export function withChannel(channel: Channel, address: string): string {
  return channel === 'whatsapp' ? `whatsapp:${stripChannel(address)}` : stripChannel(address);
}
