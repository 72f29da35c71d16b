import { createHash, createHmac } from 'node:crypto';

/** Form fields in the order in which they are sent; a name may come more than once. */
export type Fields = readonly (readonly [name: string, value: string])[];

/**
 * Twilio's signature, written from its documentation and not with the SDK: the address, then every field's name and
 * value in the order of the names, hashed with the auth token.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function sign(token: string, url: string, fields: Fields = []): string {
  const names = [...new Set(fields.map(([name]) => name))].sort();
  const signed = names.flatMap((name) => {
    const values = new Set(fields.filter(([other]) => other === name).map(([, value]) => value));
    return [...values].sort().map((value) => `${name}${value}`);
  });
  return createHmac('sha1', token)
    .update([url, ...signed].join(''), 'utf8')
    .digest('base64');
}

/** Fields as a form's text. */
export function form(fields: Fields): string {
  return fields.map((field) => field.map((text) => encodeURIComponent(text)).join('=')).join('&');
}

/** What Twilio puts into the address as `bodySHA256` for a body that is no form. */
export function bodySha256(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
