/**
 * Whether a text can be sent as DTMF digits: up to 32 of `0`–`9`, `A`–`D`, `#` and `*`. `w` is a pause of half a second,
 * `W` of a second.
 * @see https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 */
export const isSendDigits = (text: string): boolean => /^[0-9A-D#*wW]{1,32}$/.test(text);
