import { badRequest, type ApiError } from '../core/api-error';
import { MAX_NUMBERS, newNumber, numberView } from '../numbering/own-numbers';
import { isE164, normalizeNumber } from '../numbering/phone-numbers';
import { countryOfAreaCode, kindOf, planOf } from '../numbering/numbering-plan';
import { findNumbers, isForSale } from '../numbering/number-inventory';
import type { SimulatorContext } from '../model/context';
import { readNumberSettings } from './number-settings';
import type { NumberRecord } from '../model/numbers';
import type { Params } from '../model/rest';

/**
 * Buys a number.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#create-an-incomingphonenumber-resource
 *
 * @throws ApiError 21421, 21422, 21451, 21452 or 21631
 */
export function buyNumber(context: SimulatorContext, form: Params): NumberRecord {
  const phoneNumber = chooseNumber(context, form);
  const needsAddress = (kindOf(phoneNumber)?.plan.address ?? 'none') !== 'none';
  if (needsAddress && (form.get('AddressSid') ?? '') === '') {
    throw badRequest(21631, "Phone Number Requires an Address but the 'AddressSid' parameter was empty.");
  }
  const settings = readNumberSettings(form);
  const number = newNumber(phoneNumber, context.ids.sid('PN'), context.timers.now());
  number.settings = { ...number.settings, ...settings };
  context.numbers.add(number);
  context.usage.count('phonenumbers', 1);
  context.publish({ type: 'number', item: numberView(context, number) });
  return number;
}

/** @throws ApiError 21421, 21422, 21451 or 21452 */
function chooseNumber(context: SimulatorContext, form: Params): string {
  // Limits memory.
  if (context.numbers.size >= MAX_NUMBERS) throw unavailable('Any number');
  const given = form.get('PhoneNumber') ?? '';
  if (given !== '') {
    const number = normalizeNumber(given);
    if (!isE164(number) || number === INVALID_NUMBER) throw badRequest(21421, `PhoneNumber is invalid: ${given}`);
    if (!isForSale(context, number)) throw unavailable(number);
    return number;
  }
  const code = form.get('AreaCode') ?? '';
  if (code === '') throw badRequest(21421, 'PhoneNumber is invalid: PhoneNumber or AreaCode is required');
  if (!/^[2-9]\d\d$/.test(code)) throw badRequest(21451, `Invalid area code: ${code}`);
  if (code === EMPTY_AREA_CODE) throw badRequest(21452, `No phone numbers found in area code ${code}`);
  const country = planOf(countryOfAreaCode(code) ?? 'US');
  const isTollFree = country?.kinds.TollFree?.prefixes.includes(code) === true;
  const kind = isTollFree ? 'TollFree' : 'Local';
  const plan = country?.kinds[kind];
  const [first] =
    country && plan ? findNumbers(context, { country, kind, plan, prefixes: [code], pattern: undefined }) : [];
  if (first === undefined) throw badRequest(21452, `No phone numbers found in area code ${code}`);
  return first;
}

/** Twilio's test credentials reject these. https://www.twilio.com/docs/iam/test-credentials */
const INVALID_NUMBER = '+15005550001';
const EMPTY_AREA_CODE = '533';

function unavailable(number: string): ApiError {
  return badRequest(21422, `${number} is not available.`);
}
