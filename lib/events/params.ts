/**
 * A webhook's parameters, as Twilio sent them: strings, and a list where a name was repeated.
 * https://www.twilio.com/docs/usage/webhooks/getting-started-twilio-webhooks
 */
export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The parameter as text, the first one where it was repeated; `undefined` when Twilio sent none or an empty one. */
export function text(params: Params, name: string): string | undefined {
  const value = params[name];
  const first = typeof value === 'string' ? value : value?.[0];
  return first === '' ? undefined : first;
}

/** The parameter as a finite number; `undefined` when it is absent or no number. */
export function number(params: Params, name: string): number | undefined {
  const value = text(params, name)?.trim();
  if (value === undefined || value === '') return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** The parameter as a boolean: `true` and `1` are true, `false` and `0` are false, all else is absent. */
export function flag(params: Params, name: string): boolean | undefined {
  switch (text(params, name)?.toLowerCase()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      return undefined;
  }
}

/** T with its optional members allowed to be spelled `undefined` while the object is put together. */
export type Draft<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

/** A copy without the members that are `undefined`: what Twilio did not send is absent, not empty. */
export function present<T extends object>(draft: Draft<T>): T;
export function present(draft: object): object {
  const found: Record<string, unknown> = {};
  for (const name in draft) {
    const value: unknown = Reflect.get(draft, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}
