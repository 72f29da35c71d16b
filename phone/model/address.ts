import type { Channel } from './message';

/** Whether `number` is a phone number in the E.164 form, https://www.twilio.com/docs/glossary/what-e164. */
export function isE164(number: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(number);
}

/** What somebody typed as an E.164 number, or undefined: spaces, dashes, dots and brackets go, a leading 00 is a plus. */
export function typedNumber(typed: string): string | undefined {
  const number = typed.replace(/[\s().\-/\u00a0\u2010-\u2015]/g, '').replace(/^00/, '+');
  return isE164(number) ? number : undefined;
}

/** Whether one can text it: a number or a short code. A name that a flow sends under takes no answers. */
export function takesTexts(line: string): boolean {
  return isE164(line) || /^\d{3,8}$/.test(line);
}

/** An address without its channel: `whatsapp:+1415…` is the same person as `+1415…`. */
export function bare(address: string): string {
  return address.replace(/^whatsapp:/, '');
}

/** An address as it stands in a message of the channel. */
export function addressOn(channel: Channel, address: string): string {
  return channel === 'whatsapp' ? `whatsapp:${bare(address)}` : bare(address);
}
