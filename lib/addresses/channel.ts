/** The channel of a message. Twilio writes it as a prefix of both addresses; a plain number is SMS or MMS. */
export type Channel = 'sms' | 'whatsapp' | 'rcs' | 'messenger';

/** The channel of an address such as `whatsapp:+14155550100`; `sms` for everything without a known prefix. */
export function channelOf(address: string): Channel {
  const prefix = /^([a-z]+):/i.exec(address)?.[1]?.toLowerCase();
  return prefix === 'whatsapp' || prefix === 'rcs' || prefix === 'messenger' ? prefix : 'sms';
}
