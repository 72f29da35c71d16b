/**
 * The parameters of a webhook, as Twilio sent them. A parameter that is repeated has a list.
 * https://www.twilio.com/docs/usage/webhooks/getting-started-twilio-webhooks
 */
export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A parameter as text, the first one of a list; `undefined` when it is absent or empty. */
export function text(params: Params, name: string): string | undefined {
  const value = params[name];
  const first = typeof value === 'string' ? value : value?.[0];
  return first === '' ? undefined : first;
}

/** A parameter as a finite number; `undefined` when it is absent or not a number. */
export function number(params: Params, name: string): number | undefined {
  const value = text(params, name)?.trim();
  if (value === undefined || value === '') return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** A parameter as a boolean, from `true`, `1`, `false` or `0`; `undefined` for anything else. */
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

/** T, whose optional properties may also be `undefined`. */
export type Draft<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

/** A copy without the properties that are `undefined`, so that what Twilio did not send is absent. */
export function present<T extends object>(draft: Draft<T>): T;
export function present(draft: object): object {
  const found: Record<string, unknown> = {};
  for (const name in draft) {
    const value: unknown = Reflect.get(draft, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}
